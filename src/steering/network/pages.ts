// What somebody contributed: the same page for whoever coordinates, and for oneself.
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { figures, panel } from '#platform/ui/desk.ts'
import { longDate, mediumDate, number, plural, someOf } from '#platform/ui/french.ts'
import { type Territory, unitNoun } from '#territory'
import { addressOf } from './place.ts'
import type { Contributed, Contributor, Room, Thanks, Training } from './queries.ts'

export interface ContributorView {
  place: Territory
  one: Contributor
  written: readonly Contributed[]
  trainings: readonly Training[]
  thanks: readonly Thanks[]
  /** Where one reads a content. */
  contentHref: (content: Contributed) => string
  /** What whoever looks may do; null on one’s own page. */
  may: { train: boolean; csrf: string } | null
  /** Of one’s own page alone. */
  rooms: readonly Room[]
}

/** « 4 contenus écrits en un an, pour la direction de la voirie ; une formation, le 12 mai. » */
function summary({ one, place }: Pick<ContributorView, 'one' | 'place'>): string {
  const where = one.wroteIn.map((id) => the(unitNoun(place.unit(id))))
  const wrote =
    one.contents === 0
      ? 'Aucun contenu écrit en un an'
      : `${plural(one.contents, 'contenu écrit', 'contenus écrits')} en un an, pour ${someOf(where)}`
  const trained =
    one.trainedOn === null ? 'pas encore de formation' : `dernière formation le ${longDate(one.trainedOn)}`
  return `${wrote}\u00a0; ${trained}.`
}

function writtenPanel({ written, place, contentHref }: ContributorView): Html {
  if (written.length === 0) return panel('Ce qui a été écrit', html`<p class="soft">Rien depuis un an.</p>`)
  const links = written.map((content) => ({
    href: contentHref(content),
    label: content.title,
    end: html`<span class="meta">${place.unit(content.unitId).name}, ${plural(content.editions, 'version', 'versions')}, le ${mediumDate(content.lastAt, place.zone)}${content.isOnline ? '' : ', pas en ligne'}</span>`,
  }))
  return panel('Ce qui a été écrit', linkList(links))
}

function trainingPanel({ trainings, one, may }: ContributorView): Html {
  const items = trainings.map(
    ({ id, what, onDay }) =>
      html`<li><span><b>${what}</b><br><span class="meta">${longDate(onDay)}</span></span>${may?.train && buttonForm('Retirer', `${addressOf(one)}/formations/${id}/retirer`, may.csrf, { kind: 'bare', more: what })}</li>`,
  )
  const body =
    items.length === 0
      ? html`<p class="soft">Aucune formation notée.</p>`
      : html`<ul class="recognition">${items}</ul>`
  const end = may?.train && html`<a href="${addressOf(one)}/formation">Noter une formation</a>`
  return panel('Formations', body, { end })
}

function thanksPanel({ thanks, one, may, place }: ContributorView): Html {
  const items = thanks.map(
    ({ word, givenName, givenAt }) =>
      html`<li><span>«\u00a0${word}\u00a0»<br><span class="meta">${givenName}, le ${mediumDate(givenAt, place.zone)}</span></span></li>`,
  )
  const body =
    items.length === 0
      ? html`<p class="soft">${may === null ? 'Pas encore.' : 'Un mot se lit sur sa page, et reste entre vous.'}</p>`
      : html`<ul class="recognition">${items}</ul>`
  return panel('Remerciements', body, {
    end: may !== null && html`<a href="${addressOf(one)}/merci">Remercier</a>`,
  })
}

const roomsPanel = (rooms: readonly Room[]): Html | false =>
  rooms.length > 0 &&
  panel(
    'Dans vos espaces',
    html`<p class="meta">Vous seul lisez cette partie.</p>${linkList(
      rooms.map(({ spaceId, name, topics, documents }) => ({
        href: `/espaces/${spaceId}`,
        label: name,
        end: html`<span class="meta">${[topics > 0 && plural(topics, 'sujet ouvert', 'sujets ouverts'), documents > 0 && plural(documents, 'document déposé', 'documents déposés')].filter(Boolean).join(', ')}</span>`,
      })),
    )}`,
  )

function contributorParts(view: ContributorView): Html {
  const { one } = view
  return html`<p class="say-first reading">${summary(view)}</p>${figures([
    {
      label: 'Contenus',
      value: number(one.contents),
      detail: `${plural(one.editions, 'version', 'versions')} en un an`,
    },
    { label: 'Formations', value: number(one.trainings), detail: 'notées par qui publie' },
    { label: 'Remerciements', value: number(one.thanks), detail: 'lus de la personne et de qui publie' },
  ])}<div class="halves">${writtenPanel(view)}<div class="stack tight">${trainingPanel(view)}${thanksPanel(view)}${roomsPanel(view.rooms)}</div></div>`
}

/** The page of whoever coordinates. */
export const contributorMain = (view: ContributorView, back: string): Html => {
  const { one, place } = view
  return html`<div class="stack"><div class="stack tight"><p><a href="${back}">Contributeurs</a></p><h1>${one.name} <span class="soft">${place.unit(one.unitId).name}, ${place.authority(one.authorityId).name}</span></h1></div>${contributorParts(view)}</div>`
}

/** One’s own page: an authority after the other. */
export const ownMain = (views: readonly ContributorView[], wish: string): Html =>
  html`<div class="stack"><h1>Mes contributions</h1><p class="reading">Ce que vous avez apporté depuis un an, comme le lisent ceux qui publient pour votre collectivité et qui dirigent votre service. Le compte s’arrête quand vous partez.</p>${
    views.length === 0
      ? html`<section class="panel" aria-label="Rien encore"><div class="inside stack tight"><p>Vous n’avez rien écrit depuis un an.</p><p>${linkButton('Proposer un contenu', wish, { kind: 'quiet' })}</p></div></section>`
      : views.map((view) =>
          views.length === 1
            ? contributorParts(view)
            : html`<h2>${view.place.authority(view.one.authorityId).name}</h2>${contributorParts(view)}`,
        )
  }</div>`
