// A document seen at the desk: the agent types what it says, and the profile holds it as proved, with who saw it.
import { type Actor, labelled } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { tell } from '#people'
import { profileValues, recordValue } from '#people'
import { type ProfileValueId } from '#people'
import { lockPerson } from '#people'
import { agentOf, count, type DeskView, findAtDesk } from './find.ts'
import { deskValue, documentOf } from './proofs.ts'

/**
 * Records what a document that the agent sees says. @returns the account as it is then; `isKept` false when a surer value was
 * there already
 * @throws BadInput on fields `numero`, `document` and `texte`, TooMany
 */
export async function proveValue(
  tools: Keys,
  actor: Actor,
  input: { number: string; valueId: ProfileValueId; value: string; document: string },
): Promise<DeskView & { isKept: boolean }> {
  const { account } = await findAtDesk(tools, actor, input.number)
  await count(tools, actor, 'deskProve')
  const document = documentOf(input.document)
  if (!document.proves.includes(input.valueId))
    throw new BadInput([{ field: 'document', message: 'Ce document ne prouve pas cette information.' }])
  const agent = agentOf(actor)
  const { personId } = account
  return tools.db.write(labelled(actor), async (all) => {
    await lockPerson(all, personId)
    const { valueId, value } = input
    const isKept = await recordValue(all, {
      ...deskValue(personId, agent.agentId, document),
      valueId,
      value,
      level: 'proved',
    }).catch((error: unknown) => {
      throw error instanceof BadInput ? onField(error, 'texte') : error
    })
    if (isKept)
      await tell({ ...all, actor }, 'person.value_proved', personId, {
        ...agent,
        value: valueId,
        document: document.id,
      })
    return { account, values: await profileValues(all, personId), isKept }
  })
}

const onField = (error: BadInput, field: string) =>
  new BadInput(error.problems.map(({ message }) => ({ field, message })))
