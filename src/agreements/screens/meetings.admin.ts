// Meetings of the committee: what was said, and what was decided, for every partner.
import { z } from 'zod'
import { metropolitanAdministrator } from '#platform/access.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, mediumDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminForm, adminFrame, adminList } from '#territory'
import { insertMeeting, type Meeting, meetingRows } from '../meetings/queries.ts'
import { todayOf } from '../record/write.ts'
import { required } from './fields.ts'
import { HERE } from './words.ts'

const MEETINGS = `${HERE}/comites`

const meetings = listOf<Meeting>({
  at: MEETINGS,
  action: 'agreement.read',
  title: 'Comités des partenaires',
  one: 'comité',
  several: 'comités',
  intro: html`<p class="reading">Comptes rendus et décisions, lus par tous les partenaires. <a href="${HERE}">Revenir aux conventions</a></p>`,
  columns: [
    {
      label: 'Jour',
      text: ({ onDay }) => mediumDate(onDay),
      sort: { name: 'jour', by: ({ onDay }) => onDay },
    },
    {
      label: 'Objet',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${MEETINGS}/${id}">${title}</a>`,
    },
    {
      label: 'Décisions',
      text: ({ decisions }) => decisions.join('\n'),
      cell: ({ decisions }) => plural(decisions.length, 'décision', 'décisions'),
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Objet, décision',
      in: ({ title, minutes, decisions }) => [title, minutes, ...decisions],
    },
  ],
  id: ({ id }) => id,
  order: '-jour',
  rows: meetingRows,
  add: { label: 'Noter un comité', href: `${MEETINGS}/nouveau`, who: metropolitanAdministrator },
  empty: { title: 'Aucun comité', text: 'La convention prévoit au moins un comité par an.' },
})

/** One a line. */
const decisions = z
  .string()
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
  .refine((lines) => lines.length <= 50, 'Écrivez 50 décisions au plus.')

const form = formOf({
  onDay: field({ label: 'Jour', control: 'day', type: day, medium: true }),
  title: field({
    label: 'Objet',
    control: 'line',
    type: required('Écrivez l’objet du comité.', 200),
    medium: true,
  }),
  minutes: field({ label: 'Compte rendu', control: 'text', rows: 12, type: lineOf(20_000) }),
  decisions: field({
    label: 'Décisions',
    hint: 'Une par ligne.',
    optional: true,
    control: 'text',
    rows: 5,
    type: decisions,
  }),
})

const newMeeting: FormScreen<typeof form.fields> = {
  at: `${MEETINGS}/nouveau`,
  action: 'agreement.write',
  title: 'Noter un comité',
  form,
  button: 'Noter ce comité',
  back: { href: MEETINGS, label: 'Revenir aux comités' },
  shown: async (tx) => ({ typed: { onDay: await todayOf(tx) } }),
  async act(tx, said) {
    if (said.onDay > (await todayOf(tx)))
      throw new BadInput([{ field: 'onDay', message: 'Un comité se note une fois tenu.' }])
    if ((await insertMeeting(tx, said)) === null)
      throw new BadInput([{ field: 'title', message: 'Ce comité est déjà noté ce jour-là.' }])
    return redirect(MEETINGS, 'Le comité est noté\u00a0: tous les partenaires peuvent le lire.')
  },
}

/** GET /administration/conventions/comites/:comite */
const showMeeting = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const found = (await meetingRows(tx)).find(({ id }) => String(id) === ctx.params.comite)
    if (found === undefined) throw new NotFound('Ce comité n’est pas noté.')
    const list =
      found.decisions.length === 0
        ? html`<p>Aucune décision.</p>`
        : html`<ol>${found.decisions.map((decision) => html`<li>${decision}</li>`)}</ol>`
    const main = html`<div class="stack"><h1>${found.title} <span class="soft">${longDate(found.onDay)}</span></h1>
      ${panel('Décisions', list)}${panel('Compte rendu', prose(found.minutes))}<p><a href="${MEETINGS}">Tous les comités</a></p></div>`
    return page(agentPage(await adminFrame(ctx, tx), { title: found.title, main, current: HERE }))
  })

export const meetingRoutes = [
  ...adminList(meetings),
  ...adminForm(newMeeting),
  {
    get: `${MEETINGS}/:comite`,
    action: 'agreement.read',
    title: 'Comité des partenaires',
    face: 'admin',
    handle: showMeeting,
  },
] as const
