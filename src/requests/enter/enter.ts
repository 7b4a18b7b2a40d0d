// Entering a request for somebody who calls, comes or writes: the whole form at once, contact details optional.
import { type Actor, homeUnit } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { many, one, type Values } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { typo } from '#platform/ui/french.ts'
import {
  type Answers,
  CONTACT_ROLES,
  endOf,
  type Field,
  type FileAnswer,
  fieldsOf,
  filePlaces,
  type FormDefinition,
  type FormPage,
  type FormProblem,
  formVersion,
  kindOf,
  placeIn,
  type RawAnswers,
  rawOfValues,
  reachableAnswers,
  reachablePages,
  shownFields,
  validate,
  withHeld,
} from '#forms'
import { catalogue, type LiveService, solutionWords } from '#services'
import { type Day, localDay, type Territory, territory } from '#territory'
import { requestAccess } from '../record/access.ts'
import { codeOf, holderName } from '../record/queries.code.ts'
import { findRequest, type RequestRow } from '../record/queries.ts'
import { explained } from '../routed/why.ts'
import { reachOf } from '../inbox/reach.ts'
import type { Channel } from '../record/channel.ts'
import { type NearRow, nearRows } from '../near/queries.ts'
import { looseFiles } from '#files'
import { spokenForm } from './spoken.ts'

/** How somebody may reach an agent; the web is what they do by themselves. */
export const ENTRY_CHANNELS: readonly Channel[] = ['phone', 'desk', 'letter', 'mail']

/** The channel of an address, the telephone when it says none. */
export const channelOf = (values: Values): Channel =>
  ENTRY_CHANNELS.find((channel) => channel === one(values, 'canal')) ?? 'phone'

export interface Entry {
  service: LiveService
  /** In the words of whoever listens. */
  form: FormDefinition
  place: Territory
  today: Day
}

/** @throws NotFound when the service takes no form here */
export async function entryFor(tx: Read, slug: string): Promise<Entry> {
  const service = (await catalogue(tx)).open(slug)
  if (service === undefined || service.formVersion === null || service.workflowVersion === null) {
    throw new NotFound('Cette démarche ne se saisit pas ici.')
  }
  const place = await territory(tx)
  return {
    ...{ service, place, today: localDay(tx.now, place.zone) },
    form: spokenForm(await formVersion(tx, service.definition.form ?? '', service.formVersion)),
  }
}

/** A town hall enters what happens at home: its commune stands there already, unless its quarters are communes of the list. */
export function ownTown({ form, place }: Entry, actor: Actor): RawAnswers {
  const home = homeUnit(actor)
  const town = home === null ? undefined : place.authority(place.unit(home).authorityId)
  const areas = place.areas.filter(({ authorityId }) => authorityId === town?.id)
  const [only] = areas
  if (only === undefined || areas.length > 1) return {}
  const fields = fieldsOf(form).filter(({ role }) => role === 'place')
  return Object.fromEntries(fields.map(({ id }) => [id, { '-commune': only.code }]))
}

/** The pages that ask who the person is, and those that ask what they want: on the telephone the person comes first. */
export function personApart(pages: readonly FormPage[]): { person: FormPage[]; matter: FormPage[] } {
  const asksWho = ({ fields, showIf }: FormPage) =>
    showIf === undefined &&
    fields.length > 0 &&
    fields.every(({ role }) => role !== undefined && CONTACT_ROLES.has(role))
  return { person: pages.filter(asksWho), matter: pages.filter((page) => !asksWho(page)) }
}

/** A question that may tell of a danger, or that follows from an answer. */
const isTold = ({ showIf, danger, choices = [] }: Field): boolean =>
  showIf !== undefined || danger !== undefined || choices.some((choice) => choice.danger === true)

/** What is seldom said on the telephone: it stands folded, under what is asked of everybody. A danger never does. */
export const isSeldom = (field: Field): boolean =>
  field.optional === true && field.role === undefined && !isTold(field)

/** Fields as an agent fills them: contact details may be refused, and the agent's own are never offered by the browser. */
export function agentFields(fields: readonly Field[]): Field[] {
  return fields.map((field) => {
    const dense = {
      ...field,
      autocomplete: 'off',
      // Drawings are for whoever reads alone: an agent asks aloud, and has little room.
      ...(field.choices === undefined
        ? {}
        : {
            across: true as const,
            choices: field.choices.map(({ drawing: _drawing, ...choice }) => choice),
          }),
    }
    const { requiredIf: _asked, ...plain } = dense
    const isContact = field.role !== undefined && CONTACT_ROLES.has(field.role)
    return isContact || kindOf(field.type).invites ? { ...plain, optional: true as const } : dense
  })
}

export interface Filled {
  raw: RawAnswers
  answers: Answers
  problems: FormProblem[]
}

/** Name of the hidden fields that hold the files of a control already stored. */
export const keptName = (control: string): string => `garde-${control}`

/** Files already stored, by the name of their control, as the page sends them back, without the one to remove. */
export async function keptFiles(
  tx: Read,
  form: FormDefinition,
  values: Values,
): Promise<Map<string, FileAnswer[]>> {
  const removed = one(values, REMOVE_FILE)
  const kept = new Map<string, FileAnswer[]>()
  for (const { name } of filePlaces(fieldsOf(form), rawOfValues(fieldsOf(form), values))) {
    const ids = many(values, keptName(name))
      .filter((id) => id !== removed)
      .slice(0, 10)
    kept.set(name, await looseFiles(tx, ids))
  }
  return kept
}

/** Everything posted, as typed, with the files stored already. */
export function rawOf(
  { form }: Entry,
  values: Values,
  files: ReadonlyMap<string, readonly FileAnswer[]>,
): RawAnswers {
  const raw = rawOfValues(fieldsOf(form), values)
  return filePlaces(fieldsOf(form), raw).reduce((held, place) => {
    const list = files.get(place.name) ?? []
    return list.length > 0 ? withHeld(held, place, list) : held
  }, raw)
}

/** Nothing is sent where the answers stop the form. */
function endProblems(form: FormDefinition, answers: Answers): FormProblem[] {
  const ended = endOf(form, answers)
  if (ended === undefined) return []
  const field = shownFields(form, ended.page, answers)[0]?.id ?? ''
  return [
    {
      field,
      fieldId: '',
      message: `${typo(ended.end.title)}\u00a0: le formulaire s’arrête ici, rien n’est envoyé.`,
    },
  ]
}

/** Judges what is typed, on the pages that the answers show. */
export function judge({ form, place }: Entry, raw: RawAnswers, now: Date): Filled {
  const judging = { today: localDay(now, place.zone), area: place.area, lenient: CONTACT_ROLES }
  // Pages depend on answers, and answers count only on pages that are shown.
  const first = validate(form, form.pages, raw, {}, judging)
  const pages: FormPage[] = reachablePages(form, first.answers)
  const { answers, problems } = validate(form, pages, raw, {}, judging)
  return {
    ...{ raw, answers: reachableAnswers(form, answers) },
    problems: problems.length > 0 ? problems : endProblems(form, answers),
  }
}

const NEAR_METRES = 150
const NEAR_DAYS = 90

/** Requests like this one, close and recent, that the agent may read: perhaps the same problem. */
export async function likelySame(tx: Read, { service, form }: Entry, answers: Answers): Promise<NearRow[]> {
  const where = placeIn(form, answers)
  const { category, nearMetres = NEAR_METRES } = service.definition
  if (where?.lat === undefined || where.long === undefined) return []
  const since = new Date(tx.now.getTime() - NEAR_DAYS * 86_400_000)
  const rows = await nearRows(
    tx,
    { category, lat: where.lat, long: where.long },
    { metres: nearMetres, since, except: 0, limit: 5 },
  )
  return rows.filter((row) => row.closedAt === null)
}

export interface Receipt {
  request: RequestRow
  place: Territory
  service: string
  /** What the second promise is of: « La réparation ». */
  solution: string
  /** As stored (see showCode). */
  code: string
  /** Whose account it went to: a name for whoever typed the number, '' for their colleagues; null without account. */
  holder: string | null
}

/**
 * What the agent tells or prints for the person. The code opens the request: only the unit that entered it sees it.
 * @throws NotFound for anybody else
 */
export async function receiptOf(tx: Read, ref: string): Promise<Receipt> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  const place = await territory(tx)
  const entered = request?.enteredUnitId ?? null
  if (request === undefined || entered === null || !reachOf(tx.actor, place).handled.includes(entered))
    throw new NotFound()
  const service = (await catalogue(tx)).service(request.serviceSlug)?.definition
  const code = await codeOf(tx, request.id)
  if (code === undefined) throw new BadInput('Cette demande n’a pas de numéro de suivi.')
  return {
    request: await explained(tx, place, request),
    place,
    code,
    holder: await holderOf(tx, request),
    service: service?.title ?? request.subject,
    solution: solutionWords(service ?? {}),
  }
}

async function holderOf(tx: Read, { id, residentId, enteredBy }: RequestRow): Promise<string | null> {
  if (residentId === null) return null
  return enteredBy === tx.actor.personId ? holderName(tx, id) : ''
}
