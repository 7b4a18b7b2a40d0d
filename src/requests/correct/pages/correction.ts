// What filing a request under another service changes, above the form that does it.
import { html, type Html } from '#platform/html.ts'
import { facts, type Fact } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { letterBody } from '../../desk/pages/letter.ts'
import type { ShownCorrection } from '../shown.ts'

const change = (was: string, becomes: string): Html =>
  was === becomes
    ? html`${was} <span class="meta">inchangé</span>`
    : html`${becomes}<br><span class="meta">au lieu de&nbsp;: ${was}</span>`

function dueWords({ place, at: now }: ShownCorrection, due: Date | null, doneAt: Date | null): string {
  if (doneAt !== null) return `Faite le ${longDate(doneAt, place.zone)}`
  if (due === null) return 'En pause'
  return `Au plus tard le ${longDate(due, place.zone)}${due < now ? ', déjà passé' : ''}`
}

function whoAnswers({ request, routing, place }: ShownCorrection): Html {
  const nameOf = (id: number) => {
    const unit = place.unit(id)
    return `${unit.name}, ${place.authority(unit.authorityId).name}`
  }
  return change(nameOf(request.unitId), nameOf(routing.unitId))
}

function becomes(shown: ShownCorrection): Fact[] {
  const { request, change: columns, was, service, routing, from, state, isMoved, kept } = shown
  const after = { ...request, ...columns }
  const due = (name: 'answer' | 'solution') =>
    change(
      dueWords(shown, request[`${name}DueAt`], request[`${name}DoneAt`]),
      dueWords(shown, after[`${name}DueAt`], after[`${name}DoneAt`]),
    )
  return [
    ['Démarche', change(was.title, service.definition.title)],
    ['Qui répond', whoAnswers(shown)],
    ['Pourquoi', routing.because],
    ['Première réponse', due('answer')],
    ['Solution', due('solution')],
    [
      'Étape',
      html`${change(from.label, state.label)}${isMoved && request.assigneeId !== null && html`<br>Plus aucun agent n’est désigné.`}`,
    ],
    ['Conservation', change(...kept)],
  ]
}

function answers({ aside, missing, service, isSigned }: ShownCorrection): Html {
  const title = service.definition.title
  const kept =
    aside.length === 0
      ? html`<p>Tout ce que la personne a répondu a sa place dans la bonne démarche.</p>`
      : html`<p>Ces réponses n’ont pas de question dans «&nbsp;${title}&nbsp;»&nbsp;: elles restent sur la demande, en «&nbsp;Réponses d’origine&nbsp;».</p>${facts(aside.map(({ label, value }): Fact => [label, Array.isArray(value) ? value.join(', ') : value]))}`
  const asked =
    missing.length > 0 &&
    html`<p>La bonne démarche demande aussi, et personne n’y a répondu&nbsp;:</p><ul>${missing.map((label) => html`<li>${label}</li>`)}</ul>`
  const signed =
    isSigned &&
    html`<p>La demande est signée&nbsp;: la signature reste, et dit qu’elle porte sur ce qui a été envoyé avant la correction.</p>`
  return html`${kept}${asked}${signed}`
}

/** Above the form, once a service is chosen. */
export function correctionView(shown: ShownCorrection): Html {
  const { letter } = shown
  return html`${panel('Ce qui change', facts(becomes(shown)))}${panel('Les réponses de la personne', answers(shown))}
    ${panel('Ce que lit la personne', letter === null ? html`<p>Rien ne change pour elle, ni qui répond ni les dates&nbsp;: aucun message ne part. Son suivi dit la bonne démarche.</p>` : html`<div class="stack tight">${letterBody(shown, letter)}</div>`)}
    <p class="reading">Rien n’est encore fait. Relisez, choisissez-en une autre s’il le faut, puis corrigez.</p>`
}
