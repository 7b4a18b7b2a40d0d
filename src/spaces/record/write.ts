// What is done with a space by whoever keeps it, and with who is in it. Each act is told on the space.
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { inWords } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import type { SpaceAction } from './access.ts'
import { ASKING, SPACE_SUBJECT, tell, WISH } from './events.ts'
import { type Group, KINDS, type Role } from './kinds.ts'
import {
  admissionsOf,
  askingsOf,
  type Admission,
  type Space,
  spacesFor,
  type Wish,
  wishesWaiting,
} from './queries.ts'
import {
  answerAsking,
  deleteAdmission,
  furnish,
  grantWish,
  holdSpace,
  insertAdmission,
  insertAsking,
  insertSpace,
  insertWish,
  inviteByAddress,
  joinFree,
  type NewSpace,
  refuseWish,
  type SaidOfSpace,
  setClosed,
  setRole,
  updateSpace,
} from './queries.write.ts'

/** The one on which whoever acts may do that. @throws NotFound */
export async function spaceFor(tx: Read, action: SpaceAction, id: number): Promise<Space> {
  const [space] = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await spacesFor(tx, action, id) : []
  if (space === undefined) throw new NotFound()
  return space
}

const TAKEN = {
  space_name: { field: 'name', message: 'Un espace de cette collectivité a déjà ce nom.' },
  audience_name: { field: 'name', message: 'Un espace de cette collectivité a déjà ce nom.' },
} as const
const REOPENED = {
  audience_name: {
    field: '',
    message:
      'Un public de cette collectivité porte le nom de cet espace depuis qu’il est fermé\u00a0: renommez l’un ou l’autre d’abord.',
  },
} as const
const ONCE = {
  admission_once: { field: 'group', message: 'Ce groupe, ou cette personne, en est déjà.' },
} as const

export interface Admitted {
  kind: Group
  holderId: number
  heldAs: string | null
  role: Role
}

/** Opens a space with the folders of its template and those who are let in. @returns its id; refused by PostgreSQL for others’ groups */
export async function openSpace(
  tx: Write,
  said: NewSpace,
  admitted: readonly Admitted[],
  folders: readonly string[] = KINDS[said.kind].folders,
): Promise<number> {
  const id = await inWords(insertSpace(tx, said), TAKEN)
  await furnish(tx, id, folders)
  await tell(tx, 'space.opened', id)
  for (const one of admitted) await insertAdmission(tx, id, one)
  return id
}

/** What raises its number. What is done in it is nothing to those who keep it: nobody is named for that. */
const CHANGES = ['space.changed', 'space.closed', 'space.reopened'] as const

/** @throws NotFound; Outdated when somebody changed it since it was read */
export async function changeSpace(tx: Write, id: number, seen: number, said: SaidOfSpace): Promise<void> {
  await holdSpace(tx, id)
  const space = await spaceFor(tx, 'space.keep', id)
  if (space.version !== seen) throw new Outdated(await lastWriter(tx, SPACE_SUBJECT, id, CHANGES))
  await inWords(updateSpace(tx, id, said), TAKEN)
  await tell(tx, 'space.changed', id)
}

/** Read only from then on, or open again. @throws NotFound; Conflict when it is so already */
export async function closeSpace(tx: Write, id: number, isClosed: boolean): Promise<void> {
  const space = await spaceFor(tx, 'space.keep', id)
  if ((space.closedAt !== null) === isClosed) throw new Conflict('C’est déjà fait.')
  await tell(tx, isClosed ? 'space.closed' : 'space.reopened', id)
  await inWords(setClosed(tx, id, isClosed ? tx.now : null), REOPENED)
}

/** @throws NotFound; BadInput when that group is let in already */
export async function admitGroup(tx: Write, id: number, admitted: Admitted): Promise<void> {
  await spaceFor(tx, 'space.keep', id)
  await inWords(insertAdmission(tx, id, admitted), ONCE)
  await tell(tx, 'space.admitted', id, { kind: admitted.kind, holderId: admitted.holderId })
}

const NOBODY =
  'Aucun agent ni élu du territoire n’a cette adresse\u00a0: vérifiez-la, ou faites d’abord ouvrir son accès.'

/** @throws BadInput beside the address */
export async function invitePerson(tx: Write, id: number, address: string, role: Role): Promise<void> {
  const refusals = { admission_once: { field: 'email', message: 'Cette personne en est déjà.' } } as const
  const personId = await inWords(inviteByAddress(tx, id, address, role), refusals)
  if (personId === null) throw new BadInput([{ field: 'email', message: NOBODY }])
  await tell(tx, 'space.invited', id, { personId })
}

/** @throws NotFound */
export async function admissionOf(tx: Read, spaceId: number, id: number): Promise<Admission> {
  const found = (await admissionsOf(tx, spaceId)).find((one) => one.id === id)
  if (found === undefined) throw new NotFound()
  return found
}

/** @throws NotFound for whoever may not */
export async function changeRole(tx: Write, spaceId: number, id: number, role: Role): Promise<void> {
  await admissionOf(tx, spaceId, id)
  await tell(tx, 'space.invited', spaceId, { admissionId: id, role })
  if (!(await setRole(tx, id, role))) throw new NotFound()
}

/** @throws NotFound for whoever may not */
export async function dismiss(tx: Write, spaceId: number, id: number): Promise<void> {
  const { kind, personId } = await admissionOf(tx, spaceId, id)
  await tell(tx, 'space.dismissed', spaceId, { kind, personId })
  if (!(await deleteAdmission(tx, id))) throw new NotFound()
}

const BY_GROUP = 'Vous en êtes par votre mandat ou votre poste\u00a0: cela cesse avec lui.'

/** Leaves, in one's own name. @throws Conflict for whoever is there by a group alone */
export async function leave(tx: Write, spaceId: number): Promise<void> {
  await spaceFor(tx, 'space.read', spaceId)
  const own = (await admissionsOf(tx, spaceId)).find(({ personId }) => personId === tx.actor.personId)
  if (own === undefined || tx.actor.personId === null) throw new Conflict(BY_GROUP)
  await tell(tx, 'space.left', spaceId)
  await deleteAdmission(tx, own.id)
}

/** Comes in where that is free, or asks. @throws Conflict where one cannot ask; BadInput for who has asked already. @returns what was done */
export async function comeIn(tx: Write, spaceId: number, word: string): Promise<'joined' | 'asked'> {
  const space = await spaceFor(tx, 'space.see', spaceId)
  if (space.role !== null) throw new Conflict('Vous en êtes déjà.')
  if (space.closedAt !== null || space.joining === 'invited')
    throw new Conflict('Personne n’y entre de soi-même.')
  if (space.joining === 'free') {
    if (!(await joinFree(tx, spaceId))) throw new Conflict('Personne n’y entre de soi-même.')
    await tell(tx, 'space.joined', spaceId)
    return 'joined'
  }
  const refusals = { asking_once: { field: 'word', message: 'Vous l’avez déjà demandé.' } } as const
  const id = await inWords(insertAsking(tx, spaceId, word), refusals)
  await emit(tx, {
    name: 'space.asked',
    subjectKind: ASKING,
    subjectId: id,
    payload: { spaceId },
    isFirst: true,
  })
  return 'asked'
}

/** @throws NotFound when somebody has answered, or for whoever may not */
export async function answer(tx: Write, spaceId: number, id: number, role: Role | null): Promise<void> {
  // One of another space that they moderate too is answered there.
  const isHere = (await askingsOf(tx, spaceId)).some((asking) => asking.id === id)
  const personId = isHere ? await answerAsking(tx, id, role) : null
  if (personId === null) throw new NotFound()
  await tell(tx, 'space.answered', spaceId, { personId, role })
}

/** Asks for a space. */
export async function wish(
  tx: Write,
  said: Pick<NewSpace, 'authorityId' | 'kind' | 'name' | 'purpose'>,
): Promise<void> {
  const id = await insertWish(tx, said)
  await emit(tx, { name: 'space.wished', subjectKind: WISH, subjectId: id, payload: {}, isFirst: true })
}

/** @throws NotFound when somebody has answered, or for whoever may not */
export async function wishOf(tx: Read, id: number): Promise<Wish> {
  const found = (await wishesWaiting(tx)).find((one) => one.id === id)
  if (found === undefined) throw new NotFound()
  return found
}

/** Opens what was wished for, moderated by whoever wished. @returns its id */
export async function grant(tx: Write, id: number, said: NewSpace): Promise<number> {
  await wishOf(tx, id)
  const spaceId = await openSpace(tx, said, [])
  if ((await grantWish(tx, id, spaceId)) === null) throw new NotFound()
  await emit(tx, { name: 'space.wish_answered', subjectKind: WISH, subjectId: id, payload: { spaceId } })
  return spaceId
}

/** @throws NotFound */
export async function refuse(tx: Write, id: number, because: string): Promise<void> {
  await wishOf(tx, id)
  if (because.length < 3)
    throw new BadInput([{ field: 'because', message: 'Dites pourquoi, en une phrase.' }])
  await refuseWish(tx, id, because)
  await emit(tx, {
    name: 'space.wish_answered',
    subjectKind: WISH,
    subjectId: id,
    payload: { spaceId: null },
  })
}
