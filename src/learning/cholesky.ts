/**
 * Factors a symmetric positive definite matrix of `size` rows into L·Lᵀ. Reads the upper triangle, leaves it alone, and
 * writes L over the lower triangle and the diagonal of `factor` (which may not be `matrix`).
 * @returns false when the matrix is not positive definite.
 */
export function choleskyFactor(matrix: Float64Array, size: number, factor: Float64Array): boolean {
  for (let column = 0; column < size; column++) {
    let pivot = matrix[column * size + column] as number
    const diagonal = pivot
    for (let k = 0; k < column; k++) pivot -= (factor[column * size + k] as number) ** 2
    // What rounding leaves of a dependent column is no pivot.
    if (!(pivot > diagonal * 1e-14)) return false
    const root = Math.sqrt(pivot)
    factor[column * size + column] = root
    for (let row = column + 1; row < size; row++) {
      let sum = matrix[column * size + row] as number
      for (let k = 0; k < column; k++)
        sum -= (factor[row * size + k] as number) * (factor[column * size + k] as number)
      factor[row * size + column] = sum / root
    }
  }
  return true
}

/** Solves L·Lᵀ·x = b in place of `b`. */
export function choleskySolve(factor: Float64Array, size: number, b: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = b[row] as number
    for (let k = 0; k < row; k++) sum -= (factor[row * size + k] as number) * (b[k] as number)
    b[row] = sum / (factor[row * size + row] as number)
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = b[row] as number
    for (let k = row + 1; k < size; k++) sum -= (factor[k * size + row] as number) * (b[k] as number)
    b[row] = sum / (factor[row * size + row] as number)
  }
}
