// Drafts ready to be sent, each of a visitor of its own, saved by the verb that saves what people type.
import { randomUUID } from 'node:crypto'
import { anonymous, system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { csrfToken, seal } from '#platform/http/seal.ts'
import {
  type Answers,
  asksFiles,
  fieldsOf,
  type FormDefinition,
  formVersion,
  type RawAnswers,
  rawOfAnswers,
  reachablePages,
  sampleAnswers,
  saveDraft,
  validate,
} from '#forms'
import { catalogue, type LiveService } from '#services'
import { localDay, type Territory, territory } from '#territory'
import type { Shot } from './plan.ts'
import type { World } from './world.ts'

/** A form filled rightly: the answers, and the values of the controls page by page. */
export interface Filled {
  service: LiveService
  form: FormDefinition
  answers: Answers
  raw: RawAnswers
}

/** Every service with a form, filled for every commune, in an order that mixes them. */
export function filledForms(world: World): Promise<Filled[]> {
  return world.db.read(system, async (tx) => {
    const place = await territory(tx)
    const known = (await catalogue(tx)).services.filter((item) => item.formVersion !== null)
    const forms = await Promise.all(
      known.map((item) => formVersion(tx, item.definition.form ?? '', item.formVersion ?? 0)),
    )
    return place.communes
      .flatMap((area, row) =>
        known.map((_, column) => {
          const at = (row + column) % known.length
          return fill(tx, place, known[at] as LiveService, forms[at] as FormDefinition, area.code)
        }),
      )
      .filter((item) => item !== null)
  })
}

// A form that requires a file is left out: pictures are measured elsewhere than in the path of a creation.
function fill(
  tx: Read,
  place: Territory,
  service: LiveService,
  form: FormDefinition,
  areaCode: string,
): Filled | null {
  const own: Answers = {}
  for (const field of fieldsOf(form))
    if (field.role === 'contactEmail') own[field.id] = `${randomUUID().slice(0, 8)}@courriel.example`
  const answers = sampleAnswers(form, { areaCode }, own)
  // A page that was posted holds something for each of its fields, be it nothing.
  const empty = Object.fromEntries(
    fieldsOf(form).map((field) => [field.id, asksFiles(field) ? { '': [] } : {}]),
  )
  const raw = { ...empty, ...rawOfAnswers(form, answers) }
  const judges = { today: localDay(tx.now, place.zone), area: place.area }
  const { problems } = validate(form, reachablePages(form, answers), raw, answers, judges)
  return problems.length > 0 ? null : { service, form, answers, raw }
}

/** Ids that say their number: the statements of pgbench draw one at random (pgbench.ts). */
export const draftId = (number: number): string => `10000000-0000-4000-8000-${number}`
export const visitorId = (number: number): string => `30000000-0000-4000-8000-${number}`

/** Numbers of drafts have twelve digits. */
export const FIRST_DRAFT = 100_000_000_000

/** The first number that no draft of this base has, sent or not: data that is kept is used again. */
export async function firstFree({ owner }: World): Promise<number> {
  const { rows } = await owner.query<{ last: string | null }>(
    `select max(id::text) as last from (select id from forms.draft union all select draft_id from requests.request) d
     where id::text like $1`,
    [`${draftId(FIRST_DRAFT).slice(0, 24)}%`],
  )
  const last = rows[0]?.last
  return last == null ? FIRST_DRAFT : Number(last.slice(24)) + 1
}

/** Saves drafts `from` to `from + count - 1`. @returns what sends each of them */
export async function prepareDrafts(
  world: World,
  filled: readonly Filled[],
  from: number,
  count: number,
): Promise<Shot[]> {
  const shots: Shot[] = []
  const numbers = Array.from({ length: count }, (_, index) => from + index)
  const save = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const item = filled[number % filled.length] as Filled
      const [id, visitor] = [draftId(number), visitorId(number)]
      const { service, form } = item
      const draft = {
        id,
        serviceSlug: service.slug,
        serviceVersion: service.version,
        formId: form.id,
        formVersion: service.formVersion ?? 0,
      }
      await world.db.write(anonymous(visitor), (tx) => saveDraft(tx, draft, item.answers, item.raw))
      shots.push(sending(world, service.slug, id, visitor))
    }
  }
  await Promise.all(Array.from({ length: 6 }, save))
  return shots
}

export const cookieOf = ({ config }: World, visitor: string): string =>
  `parvis_visitor=${seal(config.secret, 'visitor', visitor)}`

const tokenFor = ({ config }: World, visitorId: string): string =>
  csrfToken(config.secret, { visitorId, sessionToken: null, under: null })

export function sending(world: World, slug: string, id: string, visitor: string): Shot {
  const body = new URLSearchParams({ _csrf: tokenFor(world, visitor) }).toString()
  return {
    name: 'send',
    method: 'POST',
    path: `/demarches/${slug}/demande/${id}/envoyer`,
    cookie: cookieOf(world, visitor),
    body,
    status: 303,
    to: '/recu',
  }
}

/** A whole application: the service's page, each page of the form shown and posted, review, sending, receipt. */
export function wholeApplication(world: World, { service, form, answers, raw }: Filled): Shot[] {
  const [id, visitor] = [randomUUID(), randomUUID()]
  const cookie = cookieOf(world, visitor)
  const base = `/demarches/${service.slug}/demande/${id}`
  const get = (name: string, path: string): Shot => ({ name, method: 'GET', path, cookie, status: 200 })
  const pages = reachablePages(form, answers).flatMap((page): Shot[] => {
    const body = new URLSearchParams({ _csrf: tokenFor(world, visitor) })
    for (const field of page.fields)
      for (const [part, value] of Object.entries(raw[field.id] ?? {}))
        for (const one of [value].flat()) body.append(field.id + part, one)
    return [
      get('page', `${base}/${page.id}`),
      {
        name: 'save page',
        method: 'POST',
        path: `${base}/${page.id}`,
        cookie,
        body: body.toString(),
        status: 303,
      },
    ]
  })
  return [
    get('service', `/demarches/${service.slug}`),
    ...pages,
    get('review', `${base}/verifier`),
    sending(world, service.slug, id, visitor),
    get('receipt', `${base}/recu`),
  ]
}
