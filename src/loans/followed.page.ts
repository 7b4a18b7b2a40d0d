// GET /prets/suivi, and one loan: where it stands, what is said between its two sides, what may be done next.
import { messagesOf, MOST_CHARACTERS } from '#threads'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { linkButton } from '#platform/ui/button.ts'
import { bubble, facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital, dateTime } from '#platform/ui/french.ts'
import { type Day, localDay, officeFrame, type Territory, territory } from '#territory'
import { z } from 'zod'
import { FOLLOWED, HERE, offerAt } from './list.ts'
import { LOAN, loanOf, moveLoan, sayOnLoan, stepsFor, type TitleOf, titlesOf } from './loan.ts'
import { numberIn } from './offer.page.ts'
import { type Loan, ownLoans } from './queries.ts'
import { daysText, isLate, STATES, type State } from './words.ts'

interface Line extends Loan {
  title: string
  owner: string
  borrower: string
  late: boolean
}

const lineOfLoan = (loan: Loan, titleOf: TitleOf, place: Territory, today: Day): Line => ({
  ...loan,
  title: titleOf(loan),
  owner: place.authority(loan.authorityId).name,
  borrower: place.authority(loan.borrowerId).name,
  late: isLate(loan, today),
})

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const [titles, today] = [await titlesOf(tx), localDay(tx.now, place.zone)]
  return (await ownLoans(tx)).map((loan) => lineOfLoan(loan, titles, place, today))
}

const stateTag = ({ state, late }: Pick<Line, 'state' | 'late'>): Html => {
  const [label, tone] = STATES[state]
  return late ? tag('bad', 'En retard') : tag(tone, label)
}

const followedList = listOf<Line>({
  at: FOLLOWED,
  action: 'loan.read',
  title: 'Vos prêts',
  one: 'prêt',
  several: 'prêts',
  intro: html`<p class="reading">Ce que vous avez demandé à d’autres communes, et ce que d’autres demandent à la vôtre.</p>`,
  ways: [{ label: 'Ce qui se prête', href: HERE }],
  columns: [
    {
      label: 'Prêt',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${FOLLOWED}/${id}">${title}</a>`,
      sort: { name: 'pret', by: ({ title }) => title },
    },
    { label: 'État', text: ({ state, late }) => (late ? 'En retard' : STATES[state][0]), cell: stateTag },
    {
      label: 'Jours',
      text: ({ fromDay, toDay }) => daysText(fromDay, toDay),
      sort: { name: 'jours', by: ({ fromDay }) => fromDay },
    },
    { label: 'De', text: ({ owner }) => owner },
    { label: 'Pour', text: ({ borrower }) => borrower },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      in: ({ title, owner, borrower, purpose }) => [title, owner, borrower, purpose],
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ state, late }) =>
        late ? { value: 'retard', label: 'En retard' } : { value: state, label: STATES[state][0] },
    },
    {
      name: 'sens',
      label: 'Sens',
      all: 'Tous',
      of: ({ isKeeper }) =>
        isKeeper
          ? { value: 'prete', label: 'Que vous prêtez' }
          : { value: 'emprunte', label: 'Que vous empruntez' },
    },
  ],
  id: ({ id }) => id,
  rows: lines,
  empty: { title: 'Aucun prêt', text: html`Demandez-en un parmi <a href="${HERE}">ce qui se prête</a>.` },
  export: 'vos-prets',
})

async function asked(tx: Read, ctx: Context): Promise<Line> {
  const place = await territory(tx)
  const loan = await loanOf(tx, numberIn(ctx, 'pret'))
  return lineOfLoan(loan, await titlesOf(tx), place, localDay(tx.now, place.zone))
}

async function conversation(tx: Read, { id }: Line, me: number | null): Promise<Html | null> {
  const { zone } = await territory(tx)
  const said = (await messagesOf(tx, { kind: LOAN, id })).map((message) =>
    bubble({
      author: message.authorId !== null && message.authorId === me ? 'Vous' : capital(message.authorLabel),
      when: dateTime(message.createdAt, zone),
      datetime: message.createdAt.toISOString(),
      text: message.body,
      mine: message.authorId !== null && message.authorId === me,
    }),
  )
  return said.length === 0 ? null : panel('Échanges', html`<div class="talk">${said}</div>`)
}

async function head(tx: Read, line: Line): Promise<Html> {
  const { id, contentId, fromDay, toDay, purpose, reason, owner, borrower, personName, late } = line
  const steps = stepsFor(tx, line)
  const ways = steps.map(({ to, label }, at) =>
    linkButton(label, `${FOLLOWED}/${id}/suite?vers=${to}`, at === 0 ? {} : { kind: 'quiet' }),
  )
  const known = facts([
    ['Jours', capital(daysText(fromDay, toDay))],
    ['Prêté par', owner],
    ['Pour', `${borrower}, ${personName}`],
    ['Pour quoi faire', purpose],
    ['Ce qui est dit', reason],
    ['Offre', html`<a href="${offerAt(contentId)}">${line.title}</a>`],
  ])
  return html`<p class="row">${stateTag(line)}${late && html`<span class="meta">Il devait être rendu&nbsp;: écrivez-vous ci-dessous.</span>`}</p>
    ${panel('Le prêt', html`${known}${ways.length > 0 && html`<p class="row">${ways}</p>`}`)}${await conversation(tx, line, tx.actor.personId)}`
}

const messageForm = formOf({
  message: field({
    label: 'Écrire à l’autre commune',
    hint: 'Lu de qui a demandé et du service qui prête.',
    control: 'text',
    rows: 3,
    type: lineOf(MOST_CHARACTERS).refine((text) => text !== '', 'Écrivez votre message.'),
  }),
})

const stepForm = formOf({
  to: field({
    label: 'Ce que vous faites',
    control: { list: [] },
    type: z.enum(Object.keys(STATES) as [State, ...State[]], 'Choisissez dans la liste.'),
  }),
  reason: field({
    label: 'Mot pour l’autre commune',
    hint: 'Un refus dit pourquoi. Au retour, ce qui manque ou est abîmé.',
    optional: true,
    control: 'text',
    rows: 3,
    type: lineOf(600),
  }),
})

const DONE: Readonly<Record<State, string>> = {
  asked: '',
  granted: 'Le prêt est accordé.',
  refused: 'Le prêt est refusé.',
  cancelled: 'Le prêt est annulé.',
  out: 'La sortie est notée.',
  returned: 'Le retour est noté.',
}

const face = 'agent'

export const followedRoutes: Route[] = [
  ...listRoutes(followedList, officeFrame, face),
  ...formRoutes(
    {
      at: `${FOLLOWED}/:pret`,
      ...{ face, action: 'loan.read', title: 'Un prêt', form: messageForm, button: 'Envoyer' },
      back: { href: FOLLOWED, label: 'Tous vos prêts' },
      async shown(tx, ctx) {
        const line = await asked(tx, ctx)
        return { title: line.title, intro: await head(tx, line) }
      },
      async act(tx, { message }, ctx) {
        const id = numberIn(ctx, 'pret')
        await sayOnLoan(tx, id, message)
        return redirect(`${FOLLOWED}/${id}`, 'Votre message est envoyé.')
      },
    },
    officeFrame,
  ),
  ...formRoutes(
    {
      at: `${FOLLOWED}/:pret/suite`,
      ...{ face, action: 'loan.read', title: 'Suite d’un prêt', form: stepForm, button: 'Confirmer' },
      back: { href: `${FOLLOWED}/:pret`, label: 'Revenir au prêt' },
      keeps: 'vers',
      async shown(tx, ctx) {
        const line = await asked(tx, ctx)
        const steps = stepsFor(tx, line)
        if (steps.length === 0)
          return {
            title: line.title,
            closed: {
              title: 'Rien de plus à faire',
              text: `Ce prêt est «\u00a0${STATES[line.state][0]}\u00a0».`,
            },
          }
        const wanted = steps.find(({ to }) => to === ctx.query.vers) ?? steps[0]
        return {
          title: `${line.title}\u00a0: ${daysText(line.fromDay, line.toDay)}`,
          typed: { to: wanted?.to ?? '' },
          choices: { to: steps.map(({ to, label }): Choice => [to, label]) },
        }
      },
      async act(tx, { to, reason }, ctx) {
        const id = numberIn(ctx, 'pret')
        await moveLoan(tx, id, to, reason)
        return redirect(`${FOLLOWED}/${id}`, DONE[to])
      },
    },
    officeFrame,
  ),
]
