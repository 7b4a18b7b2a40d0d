// Meetings of the network, twice a year: when, on what, what was decided, and their minutes as a file.
import { eraseFiles, filesOf, keepOnePdf } from '#files'
import { agent } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { capital, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { hourText, intranetFrame } from '#territory'
import { z } from 'zod'
import { HERE, idIn } from '../record/words.ts'
import { type Meeting, meetingsFor, type SaidOfMeeting } from './queries.ts'
import { firstNetwork, hourField, placeField, whenText, yearsField } from './sessions.ts'
import { callMeeting, changeMeeting, fileMinutes, MEETING, meetingFor } from './train.ts'

export const MEETINGS = `${HERE}/reunions`
const meetingAt = (id: number): string => `${MEETINGS}/${id}`
const MOST_BYTES = 20_000_000
const action = 'correspondent.keep'

const list = listOf<Meeting>({
  at: MEETINGS,
  action: 'correspondent.read',
  title: 'Réunions du réseau',
  one: 'réunion',
  several: 'réunions',
  intro: html`<p class="reading">Le réseau se retrouve deux fois par an. Les comptes rendus restent ici, pour les correspondants en exercice.</p>`,
  add: { label: 'Convoquer une réunion', href: `${MEETINGS}/nouvelle`, who: agent(...WRITING).anywhere },
  ways: [{ label: 'Réseau des correspondants', href: HERE }],
  columns: [
    {
      label: 'Réunion',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${meetingAt(id)}">${title}</a>`,
    },
    {
      label: 'Quand',
      text: (one) => capital(whenText(one)),
      sort: { name: 'jour', by: ({ onDay }) => onDay },
    },
    { label: 'Où', text: ({ place }) => place },
    {
      label: 'Décisions',
      text: ({ decisions }) => decisions.join('\n'),
      cell: ({ decisions }) => decisions.length > 0 && plural(decisions.length, 'décision', 'décisions'),
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', in: ({ title, agenda, decisions }) => [title, agenda, ...decisions] },
  ],
  id: ({ id }) => id,
  order: '-jour',
  rows: meetingsFor,
  empty: {
    title: 'Aucune réunion pour vous',
    text: 'Elles se lisent ici quand on est correspondant en exercice, ou que l’on anime le réseau.',
  },
})

const asked = (tx: Read, ctx: Context): Promise<Meeting> => meetingFor(tx, idIn(ctx, 'reunion'))

async function askedToKeep(tx: Read, ctx: Context): Promise<Meeting> {
  const meeting = await asked(tx, ctx)
  if (!meeting.isKept) throw new NotFound()
  return meeting
}

const showMeeting = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, title, place, agenda, decisions, isKept, ...one } = await asked(tx, ctx)
    const files = await filesOf(tx, { kind: MEETING, id })
    const minutes =
      files.length === 0
        ? html`<p class="meta">Pas encore de compte rendu.</p>`
        : html`<ul class="plain">${files.map(({ fileId, name }) => html`<li><a href="/fichiers/${fileId}">${name}</a></li>`)}</ul>`
    const known = facts([
      ['Quand', capital(whenText(one))],
      ['Où', place],
    ])
    const keep = isKept && html`<a href="${meetingAt(id)}/changer">Changer</a>`
    const main = html`<div class="stack"><p><a href="${MEETINGS}">Réunions du réseau</a></p><h1>${title}</h1>
      ${panel('La réunion', html`${known}${agenda !== '' && html`<h3>Ordre du jour</h3>${prose(agenda)}`}`, { end: keep })}
      ${decisions.length > 0 && panel('Décisions', html`<ol class="missions">${decisions.map((said) => html`<li>${said}</li>`)}</ol>`)}
      ${panel('Compte rendu', minutes, isKept ? { end: html`<a href="${meetingAt(id)}/compte-rendu">Déposer</a>` } : {})}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }))
  })

const decisions = z
  .string()
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
  .refine((list_) => list_.length <= 30, 'Écrivez 30 décisions au plus.')
  .refine(
    (list_) => list_.every((line) => line.length <= 300),
    'Une décision tient en 300 caractères au plus.',
  )

const form = formOf({
  title: field({
    label: 'Réunion',
    hint: 'Réunion d’hiver.',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez le nom de la réunion.'),
  }),
  onDay: field({ label: 'Jour', control: 'day', medium: true, type: yearsField }),
  hour: hourField,
  place: placeField,
  agenda: field({ label: 'Ordre du jour', optional: true, control: 'text', rows: 5, type: lineOf(4000) }),
  decisions: field({
    label: 'Décisions',
    hint: 'Une par ligne, une fois la réunion tenue.',
    optional: true,
    control: 'text',
    rows: 5,
    type: decisions,
  }),
})

const typedOf = ({ title, onDay, hour, place, agenda, decisions: list_ }: SaidOfMeeting): Values => ({
  ...{ title, onDay, place, agenda, hour: hourText(hour), decisions: list_.join('\n') },
})

const writing = [
  ...formRoutes(
    {
      at: `${MEETINGS}/nouvelle`,
      ...{ face: 'agent' as const, action, title: 'Convoquer une réunion', form, button: 'Convoquer' },
      back: { href: MEETINGS, label: 'Réunions du réseau' },
      async act(tx, said) {
        const id = await callMeeting(tx, firstNetwork(tx), said)
        return redirect(meetingAt(id), 'La réunion est convoquée.')
      },
    },
    intranetFrame,
  ),
  ...formRoutes(
    {
      at: `${MEETINGS}/:reunion/changer`,
      ...{ face: 'agent' as const, action, title: 'Changer une réunion', form, button: 'Enregistrer' },
      back: { href: `${MEETINGS}/:reunion`, label: 'Revenir à la réunion' },
      async shown(tx, ctx) {
        const meeting = await askedToKeep(tx, ctx)
        return { typed: typedOf(meeting), version: meeting.version }
      },
      async act(tx, said, ctx, version) {
        const id = idIn(ctx, 'reunion')
        await changeMeeting(tx, id, version, said)
        return redirect(meetingAt(id), 'La réunion est enregistrée.')
      },
    },
    intranetFrame,
  ),
]

const shownFile = (ctx: Context, problems: readonly FieldProblem[], status: number): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, title } = await askedToKeep(tx, ctx)
    const errors = problems.map(({ message }) => ({ id: 'minutes', message }))
    const file = fileField({
      ...{
        name: 'minutes',
        label: 'PDF',
        files: [],
        max: 1,
        maxBytes: MOST_BYTES,
        accept: 'application/pdf',
      },
      hint: '20\u00a0Mo au plus. Les correspondants en exercice le lisent.',
      error: problems[0]?.message,
    })
    const heading = `Compte rendu\u00a0: ${title}`
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${heading}</h1>
      <form class="stack" method="post" action="${meetingAt(id)}/compte-rendu" enctype="multipart/form-data" novalidate>${csrfField(ctx.csrf)}
      <section class="panel" aria-label="${heading}"><div class="inside"><div class="fields">${file}</div></div></section>
      <div class="row">${button('Déposer')}<a href="${meetingAt(id)}">Revenir à la réunion</a></div></form></div>`
    return page(
      agentPage(await intranetFrame(ctx, tx), {
        title: heading,
        main,
        current: HERE,
        errorCount: errors.length,
      }),
      status,
    )
  })

async function take(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const { id } = await ctx.db.read(ctx.actor, (tx) => askedToKeep(tx, ctx))
  const file = await keepOnePdf(ctx, posted, {
    field: 'minutes',
    maxBytes: MOST_BYTES,
    missing: 'Choisissez le compte rendu à déposer.',
  })
  try {
    await ctx.db.write(ctx.actor, (tx) => fileMinutes(tx, id, file))
  } catch (error) {
    await eraseFiles(ctx.db, [file.fileId])
    throw error
  }
  return redirect(meetingAt(id), 'Le compte rendu est déposé.')
}

const filing = { action, title: 'Compte rendu d’une réunion', face: 'agent' } as const

export const meetingRoutes: readonly Route[] = [
  ...listRoutes(list, intranetFrame, 'agent'),
  ...writing,
  {
    get: `${MEETINGS}/:reunion`,
    action: 'correspondent.read',
    title: 'Une réunion',
    face: 'agent',
    handle: showMeeting,
  },
  { ...filing, get: `${MEETINGS}/:reunion/compte-rendu`, handle: (ctx: Context) => shownFile(ctx, [], 200) },
  post({
    ...filing,
    post: `${MEETINGS}/:reunion/compte-rendu`,
    input: z.object({}),
    takesFiles: true,
    handle: take,
    again: (ctx, problems) => shownFile(ctx, problems, 422),
  }),
]
