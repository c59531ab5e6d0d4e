/** Row numbers from the highest score to the lowest; equal scores in the order of the rows. */
export function descending(scores: Float64Array): Uint32Array {
  const order = new Uint32Array(scores.length)
  for (let row = 0; row < order.length; row++) order[row] = row
  return order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
}

export function take(values: Float64Array, order: Uint32Array): Float64Array {
  const taken = new Float64Array(order.length)
  for (let index = 0; index < order.length; index++) taken[index] = values[order[index] as number] as number
  return taken
}
