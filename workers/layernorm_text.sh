#!/usr/bin/env bash
# A LayerNorm in awk over the text mode, to see the protocol with one's own eyes: npx normfuzz verify --exec "bash layernorm_text.sh".
echo '{"normfuzz":1,"name":"awk","version":"1","mode":"text","formats":{"fp32":{"accumulator":"fp64"}}}'
while read -r id format rows cols eps gamma beta; do
  echo "$id"
  for ((line = 0; line < rows + (gamma > 0) + (beta > 0); line++)); do IFS= read -r values && echo "$values"; done |
    awk -v rows="$rows" -v cols="$cols" -v eps="$eps" -v gamma="$gamma" -v beta="$beta" '
      function value(hex, bits, i, exponent, fraction) {  # awk computes in fp64, which holds every fp32 value
        for (i = 1; i <= 8; i++) bits = bits * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
        exponent = int(bits / 2 ^ 23) % 256; fraction = bits % 2 ^ 23
        if (exponent == 255) odd[NR] = 1
        return (bits >= 2 ^ 31 ? -1 : 1) * (exponent ? (1 + fraction / 2 ^ 23) * 2 ^ (exponent - 127) : fraction * 2 ^ -149)
      }
      function code(v, sign, e, whole, rest) {  # rounded to nearest, ties to even
        if (v < 0) { sign = 32768; v = -v }
        e = -126; while (e < 128 && v >= 2 ^ (e + 1)) e++
        whole = int(v / 2 ^ (e - 23)); rest = v / 2 ^ (e - 23) - whole
        if (rest > 0.5 || (rest == 0.5 && whole % 2)) whole++
        whole += (e + 126) * 2 ^ 23  # the hidden bit adds one to the exponent, and so does a carry
        if (whole >= 255 * 2 ^ 23) whole = 255 * 2 ^ 23
        return sprintf("%04x%04x", sign + int(whole / 65536), whole % 65536)
      }
      { for (i = 1; i <= cols; i++) v[NR, i] = value($i) }
      END {
        for (r = 1; r <= rows; r++) {
          mean = 0; for (i = 1; i <= cols; i++) mean += v[r, i] / cols
          variance = eps; for (i = 1; i <= cols; i++) variance += (v[r, i] - mean) ^ 2 / cols
          for (i = 1; i <= cols; i++) {
            if (variance > 0) y = (v[r, i] - mean) / sqrt(variance) * (gamma ? v[rows + 1, i] : 1) + (beta ? v[NR, i] : 0)
            nan = odd[r] || variance == 0 || (gamma && odd[rows + 1]) || (beta && odd[NR])
            printf "%s%s", nan ? "7fc00000" : code(y), i < cols ? " " : "\n"
          }
        }
      }'
done
