// What each rule of the register does. Durations are in the register alone: a rule is given the instant they lead to.
import { forgetArrivals, forgetChecks, forgetDevices, forgetRegistrations } from '#signin'
import { forgetMandates } from '#mandates'
import {
  forgetMemberships,
  forgetValues,
  noteWarned,
  peopleToClose,
  peopleToWarn,
  personEmail,
} from '#people'
import { draftsToRemind, noteReminded, purgeDrafts } from '#forms'
import { expireConsents, forgetConsents, forgetDeliveries } from '#identity'
import { trimAccess } from '#platform/audit.ts'
import type { Write } from '#platform/db.ts'
import { trimEvents } from '#platform/events.ts'
import { forgetMails, queueMail } from '#platform/mail/outbox.ts'
import { limitOf, type ProcessingEntry, type Register, type RetentionRuleId } from '#register'
import { anonymiseRequests, forgetDrafts, forgetLooseFiles } from '#requests'
import { catalogue, slugsOfProcessing } from '#services'
import { localDay, territory } from '#territory'
import { erasePerson } from '../erasure.ts'
import { forgetIncidents } from '../incidents/queries.ts'
import type { Writer } from '../mails.ts'
import { closingMail, draftMail } from './mails.ts'

/** What a rule is given. */
export interface Sweeping {
  /** What is older than that instant is concerned. */
  before: Date
  /** How many at once. */
  most: number
  entry: ProcessingEntry
  known: Register
  writer: Writer
  /** The demonstration shows its mails for ever. */
  isDemo: boolean
}

/** Treats one batch, as the system. @returns how many; fewer than `most`: nothing is left */
export type Sweep = (tx: Write, sweeping: Sweeping) => Promise<number>

/** Nobody’s account closes sooner after being told, whatever the durations. */
const NOTICE_DAYS = 30

const remindDrafts: Sweep = async (tx, { before, most, entry, writer }) => {
  const end = entry.retention.find(({ rule }) => rule === 'draft.delete')
  if (end === undefined) return 0
  const deleted = limitOf(end.keep, tx.now)
  const drafts = await draftsToRemind(tx, deleted, before, most)
  const { zone } = await territory(tx)
  for (const { personId, serviceSlug, updatedAt } of drafts) {
    const to = await personEmail(tx, personId)
    if (to === null) continue
    const until = new Date(updatedAt.getTime() + (tx.now.getTime() - deleted.getTime()))
    const title = (await catalogue(tx)).service(serviceSlug)?.definition.title ?? 'Votre démarche'
    await queueMail(tx, { to, ...draftMail(writer, { title, until: localDay(until, zone) }) })
  }
  await noteReminded(
    tx,
    drafts.map(({ id }) => id),
  )
  return drafts.length
}

const warnInactive: Sweep = async (tx, { before, most, entry, writer }) => {
  const people = await peopleToWarn(tx, before, most)
  const closing = entry.retention.find(({ rule }) => rule === 'account.close')
  if (closing === undefined) return 0
  const { zone } = await territory(tx)
  const day = localDay(new Date(tx.now.getTime() + NOTICE_DAYS * 86_400_000), zone)
  for (const { email } of people) await queueMail(tx, { to: email, ...closingMail(writer, day) })
  await noteWarned(
    tx,
    people.map(({ personId }) => personId),
  )
  return people.length
}

const closeInactive =
  (isTold: boolean): Sweep =>
  async (tx, { before, most, writer }) => {
    const told = isTold ? new Date(tx.now.getTime() - NOTICE_DAYS * 86_400_000) : null
    const people = await peopleToClose(tx, before, told, most)
    for (const personId of people) await erasePerson(tx, personId, writer)
    return people.length
  }

const expireUnused: Sweep = (tx, { before, most, entry, known }) => {
  const isOwn = entry.controller !== 'each-authority'
  const others = known.entries.filter(
    ({ kind, sector, controller }) =>
      kind === 'sites' && sector === entry.sector && controller !== 'each-authority',
  )
  const scope = {
    sector: entry.sector,
    authorityCode: isOwn ? entry.controller : null,
    except: others.map(({ controller }) => controller),
  }
  return expireConsents(tx, before, scope, most)
}

const simple =
  (forget: (tx: Write, before: Date, most: number) => Promise<number>): Sweep =>
  (tx, { before, most }) =>
    forget(tx, before, most)

/** One function for each rule that the register may name. */
export const RULES: Readonly<Record<RetentionRuleId, Sweep>> = {
  'registration.delete': simple(forgetRegistrations),
  'draft.delete': async (tx, { before, most }) =>
    (await purgeDrafts(tx, before, most)) + (await forgetDrafts(tx, before, most)),
  'draft.remind': remindDrafts,
  'account.warn': warnInactive,
  'account.close': closeInactive(true),
  'paper-account.close': closeInactive(false),
  'device.delete': simple(forgetDevices),
  'security.delete': (tx, { before, most }) => trimEvents(tx, 'person', before, most),
  'arrival.delete': simple(forgetArrivals),
  'check.delete': simple(forgetChecks),
  'value.delete': simple(forgetValues),
  'mandate.delete': simple(forgetMandates),
  'membership.delete': simple(forgetMemberships),
  'consent.expire': expireUnused,
  'consent.delete': simple(forgetConsents),
  'logout.delete': simple(forgetDeliveries),
  'request.anonymise': async (tx, { before, most, entry }) =>
    anonymiseRequests(tx, await slugsOfProcessing(tx, entry.id), before, most),
  'file.delete': simple(forgetLooseFiles),
  'mail.delete': (tx, { before, most, isDemo }) =>
    isDemo ? Promise.resolve(0) : forgetMails(tx, before, most),
  'access.delete': async (tx, { before }) => {
    const gone = await trimAccess(tx, before)
    await forgetIncidents(tx)
    return gone
  },
}
