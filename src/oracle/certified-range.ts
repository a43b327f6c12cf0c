// Where double-double arithmetic can be trusted: between these magnitudes no product of a row's values over- or underflows, nor
// does the error term of one (2^-256·2^-53/n for a deviation, times 2^-256 for 1/σ, times 2^-256 for γ, times 2^-106 for its error).

export const certifiedMin = 2 ** -256;
export const certifiedMax = 2 ** 256;
