// What values of somebody else’s system mean here, as an administrator writes them, one a line: « VOI = Voirie ». Pure.
const BETWEEN = ' = '

/** Is every line of the shape that is read? */
export const areMeanings = (text: string): boolean =>
  text.split('\n').every((line) => line.trim() === '' || line.includes(BETWEEN))

/** What the first of these values that is written means; undefined when none is. */
export function meaningIn(text: string): (values: readonly string[]) => string | undefined {
  const lines = text.split('\n').filter((line) => line.includes(BETWEEN))
  const known = new Map(
    lines.map((line) => {
      // A distinguished name has signs of its own.
      const at = line.lastIndexOf(BETWEEN)
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + BETWEEN.length).trim()]
    }),
  )
  return (values) => values.map((value) => known.get(value.toLowerCase())).find((said) => said !== undefined)
}
