// What a content keeps for what would be typed in its form: for the demonstration, whose texts are files.
import type { Read } from '#platform/db/db.ts'
import { formOf } from '#platform/screens/form.ts'
import { fieldFor, judgingIn, valuesIn } from './fields.ts'
import { contentTypes } from './kind.ts'

/** @throws for a type that is not, or an answer that it refuses */
export async function asTyped(
  tx: Read,
  typeId: string,
  typed: Readonly<Record<string, string | string[]>>,
): Promise<{ typeVersion: number; fields: Record<string, unknown>; reviewMonths: number }> {
  const found = (await contentTypes(tx)).find(({ type }) => type.id === typeId)
  if (found === undefined) throw new Error(`no type of content ${typeId}`)
  const { type, version: typeVersion } = found
  const judging = await judgingIn(tx)
  const form = formOf(
    Object.fromEntries(type.fields.map((question) => [question.id, fieldFor(question, judging)])),
  )
  return { typeVersion, fields: valuesIn(type, form.input.parse(typed)), reviewMonths: type.reviewMonths }
}
