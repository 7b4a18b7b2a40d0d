// A form as it is being written, and what is written in it: one act is one save, on the element that was shown.
import { type Command, draft, edit, type EditRow, editsOf, holdDraft, mayWrite } from '#definitions'
import { bodyOf, type Written, writtenOf } from '#drafting'
import { fed, FORM, type FormDefinition } from '#forms'
import { personName } from '#people'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { Outdated, versionOf } from '#platform/screens/outdated.ts'
import { territory } from '#territory'
import { maySee, ofAuthority } from './owner.ts'

export const nameOf = (id: string) => ({ kind: FORM, id })
export const idIn = ({ params }: Pick<Context, 'params'>): string => params.formulaire ?? ''

export interface AsWritten {
  id: string
  /** Is it theirs to write? Others’ are read and copied. */
  isOwn: boolean
  form: FormDefinition
  written: Written<FormDefinition>
}

/**
 * With what its lists propose now: conditions on them are read in words.
 * A form to write. @throws NotFound when none of theirs is in force nor being written there, or when what is written is no form
 */
export async function readForm(tx: Read, id: string): Promise<AsWritten> {
  const read = await readAny(tx, id)
  if (read.isOwn) return read
  const whose = ofAuthority(await territory(tx), read.written.authorityId)
  throw new NotFound(`Ce formulaire est celui ${whose}\u00a0: lisez-le, ou copiez-le pour le changer.`)
}

/** A form to read: theirs, or one that they may see. @throws NotFound */
export async function readAny(tx: Read, id: string): Promise<AsWritten> {
  const written = await writtenOf(tx, nameOf(id))
  if (!maySee(tx.actor, written.authorityId)) throw new NotFound('Rien n’est publié à cette adresse.')
  return {
    id,
    isOwn: mayWrite(tx.actor, written.authorityId),
    form: await fed(tx, shaped(bodyOf(written))),
    written,
  }
}

/** @throws NotFound when it was written elsewhere, and is no form */
function shaped(body: unknown): FormDefinition {
  const read = FORM.schema.safeParse(body)
  if (read.success) return read.data
  throw new NotFound(
    'Ce brouillon a été écrit hors de cet écran et n’a pas la forme d’un formulaire\u00a0: abandonnez-le, ou corrigez-le là où il a été écrit.',
  )
}

/** The log of the draft; nothing while there is none. */
export const logOf = (tx: Read, { id, written }: Pick<AsWritten, 'id' | 'written'>): Promise<EditRow[]> =>
  written.draft === null ? Promise.resolve([]) : editsOf(tx, nameOf(id))

/** What was read of an element, which is changed alone. */
export interface Saved {
  /** What of the form was shown, and its number then. */
  of: (form: FormDefinition) => unknown
  seen: number
  commands: (form: FormDefinition) => readonly Command[]
}

export const shownNumber = (shown: unknown): number => versionOf(shown ?? null)

/**
 * Writes it in the draft, which it begins, when the element stands as it was shown; the rest may have changed meanwhile.
 * @returns the form as it is then
 * @throws Outdated when somebody wrote there since
 */
export async function save(tx: Write, id: string, { of, seen, commands }: Saved): Promise<FormDefinition> {
  const { form: before } = await readForm(tx, id)
  if (shownNumber(of(before)) === seen && commands(before).length === 0) return before
  const form = shaped((await holdDraft(tx, nameOf(id))).body)
  if (shownNumber(of(form)) !== seen) throw new Outdated(await lastWriter(tx, id))
  return write(tx, id, commands(form))
}

async function lastWriter(tx: Read, id: string): Promise<string> {
  const by = (await editsOf(tx, nameOf(id))).at(-1)?.by ?? 0
  return (await personName(tx, by)) ?? 'Quelqu’un'
}

/** What does not depend on what was shown: an element is added, moved. @returns the form as it is then */
export async function change(
  tx: Write,
  id: string,
  commands: (form: FormDefinition) => readonly Command[],
): Promise<FormDefinition> {
  const { form } = await readForm(tx, id)
  if (commands(form).length === 0) return form
  return write(tx, id, commands(shaped((await holdDraft(tx, nameOf(id))).body)))
}

async function write(tx: Write, id: string, commands: readonly Command[]): Promise<FormDefinition> {
  if (commands.length > 0) await edit(tx, nameOf(id), commands)
  const { body } = await draft(tx, nameOf(id))
  const read = FORM.schema.safeParse(body)
  if (read.success) return read.data
  throw new BadInput(read.error.issues.map(({ message }) => ({ field: '', message })))
}
