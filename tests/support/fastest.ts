/** What the fastest of some rounds took, as they tell: on a busy machine any one may be held up, but not all by chance. */
export async function fastest(round: () => Promise<number>, rounds = 5): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let done = 0; done < rounds; done++) least = Math.min(least, await round())
  return least
}
