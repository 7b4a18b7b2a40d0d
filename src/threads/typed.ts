// What was posted from the box where one writes on a subject that several talk of.
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, one, type Posted } from '#platform/http/route.ts'
import { joinedFiles } from './joined-files.ts'
import { MOST_CHARACTERS } from './limits.ts'

/** What was typed, its files stored; what is wrong with it, if anything. */
export async function typedMessage(ctx: Context, posted: Posted, withTitle: boolean) {
  const text = one(posted.values, 'message').replace(/\r\n?/g, '\n').trim()
  const title = one(posted.values, 'title').trim()
  const { files, problems: refused, removed } = await joinedFiles(ctx, posted)
  const problems: FieldProblem[] = [
    ...(posted.refusal ? [{ field: 'files', message: posted.refusal }] : []),
    ...refused,
  ]
  if (withTitle && !removed && (title.length < 3 || title.length > 120))
    problems.push({ field: 'title', message: 'Dites le sujet, en 3 à 120\u00a0caractères.' })
  if (!removed && text === '') problems.push({ field: 'message', message: 'Écrivez votre message.' })
  if (text.length > MOST_CHARACTERS)
    problems.push({ field: 'message', message: `Votre message dépasse ${MOST_CHARACTERS} caractères.` })
  return { text, title, files, removed, problems }
}
