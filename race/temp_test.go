package race

const tempNoVerify = true
