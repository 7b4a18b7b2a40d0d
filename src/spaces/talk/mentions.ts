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
