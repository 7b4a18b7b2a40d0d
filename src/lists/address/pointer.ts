// JSON Pointers (RFC 6901): where something stands in an answer. Pure.

/** What stands there; undefined when nothing does. Names that JavaScript gives to every object are none. */
export function pointed(value: unknown, pointer: string): unknown {
  let here = value
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof here !== 'object' || here === null) return undefined
    if (Array.isArray(here) && !/^(0|[1-9]\d{0,5})$/.test(name)) return undefined
    here = Object.hasOwn(here, name) ? (here as Record<string, unknown>)[name] : undefined
  }
  return here
}
