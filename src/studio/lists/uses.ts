// Which forms choose from a list: those in force, and those being written.
import { drafts, live } from '#definitions'
import { fedIn, FORM, type FormDefinition } from '#forms'
import type { Read } from '#platform/db/db.ts'

export interface Use {
  /** The form. */
  id: string
  title: string
  isDraft: boolean
}

/** By list. */
export async function usesOfLists(tx: Read): Promise<ReadonlyMap<string, readonly Use[]>> {
  const inForce = (await live(tx, FORM)).map(({ body }) => ({ body, isDraft: false }))
  const begun = (await drafts(tx))
    .filter(({ kind }) => kind === FORM.kind)
    .map(({ body }) => ({ body: body as unknown as FormDefinition, isDraft: true }))
  const uses = new Map<string, Use[]>()
  for (const { body, isDraft } of [...inForce, ...begun])
    for (const list of new Set(fedIn(body).map((one) => one.list ?? ''))) {
      const own = uses.get(list) ?? []
      if (own.every(({ id }) => id !== body.id)) own.push({ id: body.id, title: body.title, isDraft })
      uses.set(list, own)
    }
  return uses
}
