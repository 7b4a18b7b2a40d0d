// The request goes, with its history, to another unit or another authority; whoever gives it keeps it in sight.
import { BadInput } from '#platform/errors.ts'
import { to } from '#platform/french/noun.ts'
import { receivingUnits } from '#services'
import { type Unit, unitNoun } from '#territory'
import { keepInSight } from '../../record/queries.share.ts'
import type { Acting } from '../acting.ts'
import { mayReceive, MISSING, receiverOf } from '../asked.ts'
import { effectKind } from './kind.ts'

/**
 * Where a hand-over leads.
 * @throws BadInput for a unit that does not exist, has the request already, has nobody, or is of another authority where the request was
 *   asked at work
 */
export async function targetOf({ tx, place, request, input, as }: Acting): Promise<Unit> {
  const refuse = (message: string) => new BadInput([{ field: 'target', message }])
  const units = place.authorities.flatMap(({ id }) => place.unitsOf(id))
  const unit = units.find(({ id }) => id === input.targetUnitId)
  if (unit === undefined) throw refuse(MISSING.target.message)
  if (unit.id === request.unitId) throw refuse('La demande est déjà dans ce service.')
  if (as === 'agent' && !(await mayReceive(tx, request))(unit))
    throw refuse(
      'Ce qu’un agent demande à son employeur n’est lu par aucune autre collectivité\u00a0: choisissez un service de la vôtre.',
    )
  const receiver = receiverOf(unit, request.areaCode, place, await receivingUnits(tx, place))
  if (receiver === undefined)
    throw refuse(
      `Aucun agent n’est encore rattaché ${to(unitNoun(unit))} (${place.authority(unit.authorityId).name}), ni à son accueil : la demande resterait sans réponse. Choisissez un autre service.`,
    )
  if (receiver.id === request.unitId)
    throw refuse(
      `Aucun agent n’est rattaché ${to(unitNoun(unit))} : la demande irait à votre accueil, où elle est déjà. Choisissez un autre service.`,
    )
  return receiver
}

export const HAND_OVER = effectKind({
  name: 'handOver',
  sentence: 'La demande passe, avec son histoire, à la collectivité ou au service choisi.',
  asks: { input: 'target', otherwise: 'transmet la demande, mais ne demande pas à qui.' },
  async change(acting) {
    const { tx, request } = acting
    const { id, authorityId } = await targetOf(acting)
    await keepInSight(tx, request.id, request.unitId)
    return { unitId: id, authorityId, assigneeId: null, handlerReadAt: null }
  },
  payload: ({ request }) => ({ fromUnitId: request.unitId }),
})
