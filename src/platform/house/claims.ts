// What modules bring is theirs alone: gathered list by list, and refused when two claim the same, naming both.
import type { Module } from './module.ts'

/** Remembers who claims what. @throws Error when somebody else does already, naming both */
export function claims(kind: string): (what: string, module: string) => void {
  const owners = new Map<string, string>()
  return (what, module) => {
    const owner = owners.get(what)
    if (owner !== undefined) throw new Error(`${kind} « ${what} » is claimed by ${owner} and by ${module}`)
    owners.set(what, module)
  }
}

/** Rows of one record after the other; each key belongs to one module. */
export function keyed<T>(
  kind: string,
  modules: readonly Module[],
  part: (module: Module) => Readonly<Record<string, T>> | undefined,
): Record<string, T> {
  const claim = claims(kind)
  const gathered: Record<string, T> = {}
  for (const module of modules)
    for (const [key, value] of Object.entries(part(module) ?? {})) {
      claim(key, module.name)
      gathered[key] = value
    }
  return gathered
}

/** How most rows are told apart. */
export const byId = ({ id }: { readonly id: string }): string => id

/** One list after the other; `name` says what each row claims for its module. */
export function listed<T>(
  kind: string,
  modules: readonly Module[],
  part: (module: Module) => readonly T[] | undefined,
  name: (row: T) => string,
): T[] {
  const claim = claims(kind)
  return modules.flatMap((module) => {
    const rows = part(module) ?? []
    for (const row of rows) claim(name(row), module.name)
    return rows
  })
}
