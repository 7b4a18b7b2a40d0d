// Published forms: immutable versions, read often, kept in memory once read.
import { BadInput } from '#platform/errors.ts'
import { canonicalJson } from '#platform/events.ts'
import type { Read, Write } from '#platform/db.ts'
import { checkForm } from '../definition/check.ts'
import type { FormDefinition } from '../definition/definition.ts'
import { archiveForm, insertForm, liveVersion, versionRow } from './queries.ts'

/** A version never changes: once read it is known. @throws when it does not exist */
export async function formVersion(tx: Read, id: string, version: number): Promise<FormDefinition> {
  const key = `form:${id}:${version}`
  const known = tx.snapshots.get(key) as FormDefinition | undefined
  if (known !== undefined) return known
  const form = await versionRow(tx, id, version)
  if (form === undefined) throw new Error(`no form ${id} version ${version}`)
  tx.snapshots.set(key, form)
  return form
}

/**
 * Publishes a form when it differs from the live version.
 * @returns the live version's number, and whether it is new
 * @throws BadInput with every fault found by checkForm
 */
export async function publishForm(
  tx: Write,
  form: FormDefinition,
): Promise<{ version: number; isNew: boolean }> {
  const faults = checkForm(form)
  if (faults.length > 0)
    throw new BadInput(faults.map(({ at, sentence }) => ({ field: at, message: sentence })))
  const live = await liveVersion(tx, form.id)
  if (live !== undefined && canonicalJson(live.definition) === canonicalJson(form))
    return { version: live.version, isNew: false }
  await archiveForm(tx, form.id)
  return { version: await insertForm(tx, form), isNew: true }
}
