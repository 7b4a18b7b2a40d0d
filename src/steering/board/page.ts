// The board: how contents, spaces and sections are used, and how they are kept.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { barChart, columnChart } from '#platform/ui/charts.ts'
import { linkList } from '#platform/ui/content.ts'
import { figures as figureList, panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { filters } from '#platform/ui/filters.ts'
import { mediumDate, monthShort, monthYear, number, percent, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import type { Figures, Share } from './figures.ts'
import { HERE, READINGS } from './place.ts'
import { type Period, PERIODS, periodWords } from './period.ts'
import { methodWords, type Paper, sheetsWords } from './paper.ts'
import type { Judged, ThingRead, UnitFreshness, Unread } from './queries.ts'

export interface BoardView {
  place: Territory
  period: Period
  authorityId: number | null
  choices: readonly { id: number; name: string }[]
  figures: Figures
  contents: readonly ThingRead[]
  spaces: readonly ThingRead[]
  sections: readonly ThingRead[]
  unread: { count: number; first: readonly Unread[] }
  freshness: readonly UnitFreshness[]
  judged: readonly Judged[]
  paper: Paper
  /** Where else one goes from there. */
  ways: readonly { href: string; label: string }[]
}

/** Of the others, a number: their list is that of whoever publishes. */
const MOST_UNITS = 10

const readings = (count: number): string => plural(count, 'lecture', 'lectures')

/** « 12 480 lectures de décembre 2025 à novembre 2026, dont 61 % par des agents. » */
function sentence({ total, qualities }: Figures, period: Period): string {
  const [first] = qualities
  const of = first && total > 0 ? `, dont ${percent(first.count / total)} par ${WHO[first.label] ?? ''}` : ''
  return `${readings(total)} ${periodWords(period)}${of}.`
}

const WHO: Readonly<Record<string, string>> = {
  'Élus et collaborateurs': 'des élus et leurs collaborateurs',
  Agents: 'des agents',
  'Habitants et visiteurs': 'des habitants et des visiteurs',
}

function bars(caption: string, shares: readonly Share[], most = 10): Html {
  if (shares.length === 0)
    return html`<p class="soft">Moins de cinq lectures chacun&nbsp;: rien n’est dit.</p>`
  const top = Math.max(...shares.map(({ count }) => count))
  return barChart({
    caption,
    heads: ['Qui', 'Lectures'],
    bars: shares
      .slice(0, most)
      .map(({ label, count }) => ({ label, share: count / top, text: number(count) })),
  })
}

/** What is for others is counted, and called nothing. */
export const UNTOLD = 'Contenu qui ne s’adresse pas à vous'

const things = (caption: string, list: readonly ThingRead[]): Html => {
  if (list.length === 0) return html`<p class="soft">Rien n’est encore dit de ces lectures.</p>`
  const top = list[0]?.count ?? 1
  return barChart({
    caption,
    heads: ['Quoi', 'Lectures'],
    bars: list.map(({ title, href, count }) => ({
      label: href === null ? UNTOLD : html`<a href="${href}">${title}</a>`,
      share: count / top,
      text: number(count),
    })),
  })
}

function usePanel({ figures, period }: BoardView): Html {
  const points = figures.months.map(({ month, count }) => ({
    label: monthYear(month),
    short: monthShort(month),
    value: count,
    isNow: month >= period.from && period.name !== 'an',
  }))
  return panel(
    'Lectures par mois',
    columnChart({
      caption: 'Lectures par mois',
      sentence: html`<b>${readings(figures.total)}</b> ${sentence(figures, period).slice(readings(figures.total).length)}`,
      points,
      heads: ['Mois', 'Lectures'],
    }),
    { end: html`<a href="${READINGS}">Le détail, en liste</a>` },
  )
}

function unreadPanel({ unread, period, place }: BoardView): Html {
  const body =
    unread.count === 0
      ? html`<p>Tout ce qui est en ligne depuis un mois a été lu cinq fois au moins.</p>`
      : html`<p class="say-first"><b>${plural(unread.count, 'contenu', 'contenus')}</b> en ligne depuis un mois au moins, sans cinq lectures ${periodWords(period)}. À relire, à mieux annoncer, ou à retirer.</p>${linkList(
          unread.first.map(({ title, href, unitId }) => ({
            href,
            label: title,
            end: unitId !== null && html`<span class="meta">${place.unit(unitId).name}</span>`,
          })),
        )}${unread.count > unread.first.length && html`<p class="meta">Ceux qui ne s’adressent pas à vous sont comptés, sans leur titre.</p>`}`
  return panel('Peu ou pas lus', body)
}

function freshnessPanel({ freshness, place }: BoardView): Html {
  if (freshness.length === 0) return panel('Fraîcheur', html`<p class="soft">Aucun contenu en ligne.</p>`)
  const rows = freshness
    .slice(0, MOST_UNITS)
    .map(({ unitId, authorityId, online, late, lateSince, newest }) => [
      html`${place.unit(unitId).name} <span class="meta">${place.authority(authorityId).name}</span>`,
      percent((online - late) / online),
      late === 0
        ? ''
        : html`<b>${number(late)}</b>${lateSince !== null && html` depuis le ${mediumDate(lateSince)}`}`,
      number(online),
      mediumDate(newest, place.zone),
    ])
  const others = freshness.length - rows.length
  const columns = [
    { label: 'Service' },
    { label: 'À jour', right: true },
    { label: 'À relire', right: true },
    { label: 'En ligne', right: true },
    { label: 'Dernière publication' },
  ]
  return panel(
    'Fraîcheur par service',
    table({ caption: 'Ce que chaque service tient à jour', captionHidden: true, columns, rows, dense: true }),
    {
      bare: true,
      end:
        others > 0 &&
        html`<span class="meta">et ${plural(others, 'autre service', 'autres services')}</span>`,
    },
  )
}

function judgedPanel({ judged, place }: BoardView): Html {
  const answers = judged.reduce((sum, one) => sum + one.answers, 0)
  const helped = judged.reduce((sum, one) => sum + one.helped, 0)
  if (answers === 0)
    return panel(
      'Ces pages ont-elles aidé\u00a0?',
      html`<p class="soft">À «\u00a0Cette page vous a-t-elle aidé\u00a0?\u00a0», aucune page n’a encore cinq oui et cinq non en des mois finis.</p>`,
    )
  return panel(
    'Ces pages ont-elles aidé\u00a0?',
    barChart({
      caption: 'Part des lecteurs que les pages ont aidés, par service',
      heads: ['Service', 'Part'],
      sentence: html`<b>${percent(helped / answers)}</b> des ${number(answers)} réponses d’un an disent oui, sur les pages qui ont cinq oui et cinq non au moins, en des mois finis.`,
      bars: judged.map(({ unitId, ...one }) => ({
        label: place.unit(unitId).name,
        share: one.helped / one.answers,
        text: `${percent(one.helped / one.answers)} de ${number(one.answers)}`,
      })),
    }),
  )
}

const paperPanel = ({ paper }: BoardView): Html =>
  panel(
    'Papier évité',
    html`<p class="say-first"><b>${sheetsWords(paper)}</b> n’ont pas été imprimées.</p><p class="meta">Méthode&nbsp;: ${methodWords(paper)}</p><p class="meta">Sources&nbsp;: ${paper.source}</p>`,
  )

function head({ choices, authorityId, period, ways }: BoardView): Html {
  const asking = filters({
    action: HERE,
    label: 'Choisir la période et la collectivité',
    button: 'Voir',
    filters: [
      {
        kind: 'list',
        name: 'periode',
        label: 'Période',
        all: PERIODS.an.label,
        value: period.name === 'an' ? '' : period.name,
        options: Object.entries(PERIODS)
          .filter(([name]) => name !== 'an')
          .map(([value, { label }]) => ({ value, label })),
      },
      ...(choices.length < 2
        ? []
        : [
            {
              kind: 'list' as const,
              name: 'collectivite',
              label: 'Collectivité',
              all: 'Toutes',
              value: authorityId === null ? '' : String(authorityId),
              options: choices.map(({ id, name }) => ({ value: String(id), label: name })),
            },
          ]),
    ],
  })
  return html`<div class="row"><h1>Pilotage <span class="soft">${periodWords(period)}</span></h1>${ways.map(({ href, label }) => linkButton(label, href, { kind: 'quiet' }))}</div>
    <section class="panel" aria-label="Période">${asking}</section>`
}

function keyFigures({ figures, freshness, unread }: BoardView): Html {
  const online = freshness.reduce((sum, one) => sum + one.online, 0)
  const late = freshness.reduce((sum, one) => sum + one.late, 0)
  return figureList([
    { label: 'Lectures', value: number(figures.total), detail: 'une par personne, page et jour' },
    {
      label: 'Relus à temps',
      value: online === 0 ? '–' : percent((online - late) / online),
      detail: `${number(online - late)} sur ${number(online)}`,
    },
    { label: 'Peu ou pas lus', value: number(unread.count), detail: 'moins de cinq lectures' },
  ])
}

/** What the page says, without what surrounds it. */
export function boardMain(view: BoardView): Html {
  const { figures } = view
  const isEmpty = figures.months.every(({ count }) => count === 0)
  const use = isEmpty
    ? emptyState(
        'Aucune lecture dite encore',
        'Les lectures d’un mois sont dites une fois qu’il est terminé, à partir de cinq.',
      )
    : html`${usePanel(view)}<div class="halves">
      ${panel('Qui lit', bars('Lectures par public', figures.qualities))}
      ${panel('Agents, par direction', bars('Lectures des agents, par direction', figures.directorates))}
      ${panel('Agents et élus, par collectivité', bars('Lectures des agents et des élus, par collectivité', figures.authorities))}
      ${view.spaces.length > 0 && panel('Espaces', things('Espaces les plus fréquentés', view.spaces))}
      ${view.sections.length > 0 && panel('Rubriques', things('Rubriques les plus lues', view.sections))}
      ${panel('Les plus lus', things('Contenus les plus lus', view.contents))}</div>`
  return html`<div class="stack">${head(view)}${keyFigures(view)}${use}<div class="halves">${unreadPanel(view)}<div class="stack tight">${judgedPanel(view)}${paperPanel(view)}</div></div>${freshnessPanel(view)}
    <p class="meta reading">Personne n’est suivi&nbsp;: ce qui est compté ne dit ni qui, ni quel jour. Un groupe a cinq personnes au moins, et rien n’est dit de moins de cinq lectures&nbsp;: elles attendent les suivantes. Les robots et les lectures de qui a écrit la page ne comptent pas.</p></div>`
}
