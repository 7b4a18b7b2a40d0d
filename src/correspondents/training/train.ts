// A session is announced, seats are taken and left, who came is ticked: then it is noted where the steering tells who is trained.
import { attach, type KeptFile } from '#files'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { contributors, dropTraining, noteTraining, trainingsOf } from '#steering'
import { colleaguesOf, type Correspondent, ownOnes } from '../record/queries.ts'
import { standingOf } from '../record/words.ts'
import { localDay, territory } from '#territory'
import {
  holdMeeting,
  holdSession,
  insertMeeting,
  insertSession,
  leaveSeat,
  type Meeting,
  meetingOf,
  type SaidOfMeeting,
  type SaidOfSession,
  type Seat,
  seatsOf,
  type Session,
  sessionOf,
  takeSeat,
  tickSeat,
  updateMeeting,
  updateSession,
} from './queries.ts'

/** What holds the file of minutes. */
export const MEETING = 'networkmeeting'

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31
const SOMEBODY = 'quelqu’un'
const REFUSALS: Refusals = {
  session_attended: {
    field: 'title',
    message:
      'Des attestations disent déjà cette formation\u00a0: son intitulé, son jour, son heure et son lieu ne changent plus.',
  },
  session_seats_taken: {
    field: 'seats',
    message: 'Plus de places sont déjà retenues\u00a0: libérez-en d’abord.',
  },
}

/** @throws NotFound for whoever is not of its network */
export async function sessionFor(tx: Read, id: number): Promise<Session> {
  const found = isId(id) ? await sessionOf(tx, id) : undefined
  if (found === undefined)
    throw new NotFound('Cette formation est celle d’un autre réseau, ou n’existe plus.')
  return found
}

export const announceSession = insertSession

async function keptSession(tx: Write, id: number): Promise<Session> {
  const held = isId(id) ? await holdSession(tx, id) : undefined
  if (held === undefined || !held.isKept) throw new NotFound()
  return held
}

/** @throws NotFound; Outdated; BadInput */
export async function changeSession(tx: Write, id: number, seen: number, said: SaidOfSession): Promise<void> {
  if ((await keptSession(tx, id)).version !== seen) throw new Outdated(SOMEBODY)
  await inWords(updateSession(tx, id, said), REFUSALS)
}

/** One’s own place in that network, in office today; undefined for whoever has none. */
export async function ownIn(tx: Read, authorityId: number): Promise<Correspondent | undefined> {
  const today = localDay(tx.now, (await territory(tx)).zone)
  return (await ownOnes(tx)).find(
    (one) => one.authorityId === authorityId && standingOf(one, today) === 'active',
  )
}

const SAID: Readonly<Record<string, string>> = {
  session_over: 'Cette formation est passée\u00a0: choisissez-en une autre.',
  session_full: 'La dernière place vient d’être prise\u00a0: choisissez une autre date.',
  seat_once: 'Votre place est déjà retenue.',
}

/** For a correspondent in office: by themselves, or by whoever animates. @throws NotFound; Conflict */
export async function signUp(tx: Write, id: number, correspondentId?: number): Promise<void> {
  const session = await sessionFor(tx, id)
  const own = correspondentId ?? (await ownIn(tx, session.authorityId))?.id
  if (own === undefined) throw new NotFound()
  try {
    await takeSeat(tx, id, own)
  } catch (error) {
    const said = SAID[String((error as { constraint?: unknown }).constraint)]
    throw said === undefined ? error : new Conflict(said)
  }
}

/** @throws NotFound; Conflict once it is said who came */
export async function giveUp(tx: Write, id: number): Promise<void> {
  const session = await sessionFor(tx, id)
  const own = await ownIn(tx, session.authorityId)
  if (own === undefined) throw new NotFound()
  if (!(await leaveSeat(tx, id, own.id))) throw new Conflict('Vous n’avez pas de place à libérer.')
}

/** In the steering too, where contributors read what they were trained in. */
async function note(tx: Write, seat: Seat, came: boolean): Promise<void> {
  const { personId, authorityId, title, onDay } = seat
  if (!came) {
    const one = (await contributors(tx)).find(
      (who) => who.personId === personId && who.authorityId === authorityId,
    )
    const kept = one === undefined ? [] : await trainingsOf(tx, one)
    const noted = kept.find(({ what, onDay: day }) => what === title && day === onDay)
    if (noted !== undefined) await dropTraining(tx, { personId, authorityId }, noted.id)
    return
  }
  const where = (await colleaguesOf(tx, authorityId)).find((one) => one.personId === personId)
  // Whoever has left since keeps their certificate; the steering tells those who work there.
  if (where !== undefined)
    await noteTraining(tx, { personId, authorityId, unitId: where.unitId }, { what: title, onDay })
}

/** Who came, by whoever animates, once the day has come; nobody says it of themselves. @throws NotFound; Conflict */
export async function tickAttendance(tx: Write, id: number, present: ReadonlySet<number>): Promise<void> {
  const session = await keptSession(tx, id)
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (session.onDay > today) throw new Conflict('Cette formation est à venir\u00a0: on émarge le jour même.')
  for (const seat of await seatsOf(tx, id)) {
    const came = present.has(seat.id)
    if (seat.isOwn || seat.came === came) continue
    await tickSeat(tx, seat.id, came)
    await note(tx, seat, came)
  }
}

/** @throws NotFound for whoever is not of its network */
export async function meetingFor(tx: Read, id: number): Promise<Meeting> {
  const found = isId(id) ? await meetingOf(tx, id) : undefined
  if (found === undefined) throw new NotFound('Cette réunion est celle d’un autre réseau, ou n’existe plus.')
  return found
}

export const callMeeting = insertMeeting

async function keptMeeting(tx: Write, id: number): Promise<Meeting> {
  const held = isId(id) ? await holdMeeting(tx, id) : undefined
  if (held === undefined || !held.isKept) throw new NotFound()
  return held
}

/** @throws NotFound; Outdated */
export async function changeMeeting(tx: Write, id: number, seen: number, said: SaidOfMeeting): Promise<void> {
  if ((await keptMeeting(tx, id)).version !== seen) throw new Outdated(SOMEBODY)
  await updateMeeting(tx, id, said)
}

/** Its minutes, beside those of before. @throws NotFound */
export async function fileMinutes(tx: Write, id: number, { fileId }: KeptFile): Promise<void> {
  await keptMeeting(tx, id)
  await attach(tx, [fileId], { kind: MEETING, id })
}
