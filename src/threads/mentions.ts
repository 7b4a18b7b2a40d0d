// Who is named in a message: « @ » then the name of a member, whatever its accents and capitals. Pure.

interface Named {
  personId: number | null
  name: string
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/g, ' ')

/** The accounts of those members who are named there, each once; a name that goes on is somebody else’s. */
export function mentionsIn(text: string, members: readonly Named[]): number[] {
  const said = plain(text)
  const isNamed = (name: string): boolean => {
    const wanted = `@${plain(name)}`
    for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1))
      if (!/[\p{L}\p{N}-]/u.test(said[at + wanted.length] ?? '')) return true
    return false
  }
  return [
    ...new Set(
      members.flatMap(({ personId, name }) => (personId !== null && isNamed(name) ? [personId] : [])),
    ),
  ]
}

/** What may be a name there, written as names are compared: what follows each « @ », of two to five words. */
export function namesIn(text: string): string[] {
  const found = [...plain(text).matchAll(/@((?:[\p{L}\p{N}'’-]+ ?){1,5})/gu)]
  return [
    ...new Set(
      found.flatMap(([, said = '']) => {
        const words = said.trim().split(' ')
        return words.slice(1).map((_, at) => words.slice(0, at + 2).join(' '))
      }),
    ),
  ]
}
