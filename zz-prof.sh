RUNS=20000 node --cpu-prof --cpu-prof-dir=/tmp/prof --import tsx zz.ts stable-fp16 > /dev/null
