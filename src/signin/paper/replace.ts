// A paper lost: with the person there, an agent makes a new code, and the one before dies at once.
import { type Actor, labelled, system } from '#platform/actor.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, lockPerson, closeSessionsOf } from '#people'
import { newPaperCode } from './code.ts'
import { agentOf, count, type DeskView, findAtDesk, type Paper, paperHash } from './find.ts'
import { tellPerson } from './mails.ts'
import { documentOf, NO_DOCUMENT } from './proofs.ts'
import { saveCode, hasParent } from './queries.ts'

const FIRST = 'C’est le premier code de cette personne\u00a0: il faut une pièce d’identité.'
const AGAIN =
  'Une pièce d’identité a été vue à l’ouverture du compte\u00a0: il en faut une pour un nouveau code.'

/**
 * A new code for a person who is there: the one before dies at once and every session ends. An account whose name was proved
 * by a document asks for one again; so does a first code, that of a child who came of age.
 * @returns `code` null when the same page made it before
 * @throws BadInput on fields `numero` and `piece`, Conflict for a child, and for whoever has no code and signs in otherwise, TooMany
 */
export async function replaceCode(
  tools: Keys,
  actor: Actor,
  input: { number: string; document: string; askedKey: string },
  writer: Writer,
): Promise<Paper> {
  const { account, values } = await findAtDesk(tools, actor, input.number)
  await count(tools, actor, 'deskReplace')
  const agent = agentOf(actor)
  if (account.codeSince === null && account.hasOther)
    throw new Conflict(
      'Cette personne se connecte avec son adresse e-mail ou sa clé d’accès\u00a0: un guichet ne lui fait pas de code sur papier. Mot de passe oublié\u00a0: elle en choisit un autre depuis la page de connexion.',
    )
  const isFirst = account.codeSince === null
  if (isFirst && (await tools.db.read(system, (tx) => hasParent(tx, account.personId))))
    throw new Conflict(
      'C’est le dossier d’un enfant\u00a0: un parent agit en son nom. Un guichet lui fait un code à partir de ses 18\u00a0ans.',
    )
  const document = documentOf(input.document)
  if (document.id === NO_DOCUMENT.id && (isFirst || values.some(isProvedName)))
    throw new BadInput([{ field: 'piece', message: isFirst ? FIRST : AGAIN }])
  const code = newPaperCode()
  return tools.db.write(labelled(actor), async (all) => {
    const { personId, number } = account
    await lockPerson(all, personId)
    const codeHash = paperHash(tools, number, code)
    if (!(await saveCode(all, { ...agent, personId, askedKey: input.askedKey, codeHash })))
      return { account, code: null }
    await closeSessionsOf(all, personId)
    await tell({ ...all, actor }, 'person.paper_code_replaced', personId, {
      ...agent,
      document: document.id,
    })
    await tellPerson(all, personId, 'replaced', writer)
    return { account: { ...account, codeSince: all.now }, code }
  })
}

const isProvedName = ({ valueId, level }: DeskView['values'][number]): boolean =>
  valueId === 'family_name' && level !== 'declared'
