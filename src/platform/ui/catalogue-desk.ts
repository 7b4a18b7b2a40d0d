// Components of the agents' desk on the living page.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { button, linkButton, moreLink } from './button.ts'
import { barChart, columnChart } from './charts.ts'
import { bubble, facts } from './content.ts'
import {
  agentMark,
  because,
  bulkBar,
  channelMark,
  clocks,
  dueCell,
  feed,
  feedFact,
  figures,
  inboxKeys,
  inboxKeysHelp,
  panel,
  rowTick,
  views,
} from './desk.ts'
import { tag } from './feedback.ts'
import { appliedFilters, filters } from './filters.ts'
import { findOption } from './find-option.ts'
import { pagination, tabs } from './navigation.ts'
import type { AgentFrame } from './site.ts'
import { table, tableHead } from './table.ts'

const TARGETS = [
  { label: 'Traitent ce genre de demande', options: [html`<option value="3">Voirie Centre</option>`] },
  {
    label: 'Autres services\u00a0: Ville de Mions',
    of: 'Ville de Mions',
    options: [
      html`<option value="571">Services techniques</option>`,
      html`<option value="570">Accueil de la mairie</option>`,
    ],
  },
]

const TODAY = '2026-11-24'

const MONTHS = [
  { label: 'septembre 2026', short: 'sept.', value: 8120 },
  { label: 'octobre 2026', short: 'oct.', value: 9540 },
  { label: 'novembre 2026', short: 'nov.', value: 10_412, isNow: true },
]

const ROWS = [
  {
    ref: '2026-03988',
    title: 'Affaissement de trottoir',
    more: 'une poussette a failli basculer',
    first: '2026-11-21',
    state: 'late',
  },
  {
    ref: '2026-04060',
    title: 'Chaussée glissante',
    more: 'verglas ce matin sous le pont',
    first: '2026-11-24',
    state: 'risk',
  },
  {
    ref: '2026-04127',
    title: 'Nid-de-poule, bande cyclable',
    more: 'se remplit d’eau',
    first: '2026-11-27',
    state: 'ok',
  },
] as const

function row({ ref, title, more, first, state }: (typeof ROWS)[number]): Html {
  return html`<tr class="${state === 'ok' ? 'unread' : state}"><td>${rowTick(ref, 'selection')}</td><td class="num">${ref.slice(5)}</td><th scope="row" class="cut"><a href="#">${title}</a> <span>${more}</span></th><td class="nowrap">Bron</td><td class="nowrap soft kind">Nid-de-poule</td><td class="mid">${channelMark('web', 'Web')}</td><td>${tag('info', 'Nouvelle')}</td><td>${dueCell({ day: first, today: TODAY, state })}</td><td>${dueCell({ day: '2026-12-07', today: TODAY, state: 'ok' })}</td><td>${agentMark('Samira Benkhelil')}</td></tr>`
}

function inbox(): Html {
  const columns = [
    { label: 'N°', sort: { href: '?tri=numero' } },
    { label: 'Objet' },
    { label: 'Commune' },
    { label: 'Démarche' },
    { label: 'Canal', hidden: true },
    { label: 'Statut' },
    { label: 'Réponse', sort: { href: '?tri=-reponse', now: 'ascending' as const } },
    { label: 'Solution', sort: { href: '?tri=solution' } },
    { label: 'Agent' },
  ]
  return inboxKeys(html`<section class="panel" aria-label="Demandes">
    ${filters({
      action: '/ui',
      label: 'Filtrer les demandes',
      keep: { face: 'desk' },
      filters: [
        { kind: 'text', name: 'mots', label: 'Mots', placeholder: 'Objet, rue, personne' },
        {
          kind: 'list',
          name: 'commune',
          label: 'Commune',
          all: 'Toutes',
          options: [{ value: '69029', label: 'Bron' }],
          value: '69029',
        },
      ],
    })}
    <div class="toolbar">${appliedFilters([{ label: 'Bron', without: '?' }], '?')}${moreLink('Copier l’adresse de cette vue', '#')}</div>
    ${bulkBar('selection', '#', html``, html`${button('Affecter', { kind: 'quiet' })}${button('Répondre', { kind: 'quiet' })}`)}
    <div class="scroll"><table class="dense inbox"><caption class="hidden">Demandes ouvertes</caption>${tableHead(columns, { select: true })}<tbody>${ROWS.map(row)}</tbody></table></div>
    ${pagination({ previous: null, next: '#', shown: 20, total: 86 })}
    </section>`)
}

function request(): Html {
  const head = html`<div class="file-head"><div class="stack tight"><h2>Nid-de-poule, bande cyclable <span class="soft">112, avenue Franklin-Roosevelt, Bron</span></h2><p class="row tiny-gap">${tag('info', 'Visite faite')}${tag('warn', 'Danger déclaré', { icon: 'triangle-alert' })}</p></div>
    ${clocks([
      { label: 'Première réponse', state: 'risk', day: '2026-11-27', total: 4, elapsed: 2 },
      {
        label: 'Solution',
        state: 'paused',
        day: '2026-12-07',
        total: 10,
        elapsed: 2,
        text: 'En pause depuis le lun. 23 nov.',
      },
      { label: 'Solution', state: 'late', day: '2026-11-20', total: 10, elapsed: 12 },
    ])}</div>`
  const thread = feed([
    feedFact({ icon: 'inbox', text: html`<b>Demande envoyée</b> au guichet`, when: 'lun. 23 nov., 14 h 38' }),
    html`<li>${bubble({ author: 'Lucette Morandat', role: 'usagère', when: 'lun. 23 nov., 14 h 38', text: 'Le trou est après l’arrêt de bus.' })}</li>`,
    html`<li>${bubble({ author: 'Malo Vauzelle', when: 'mar. 24 nov., 9 h 12', text: 'Même trou que 2026-04125.', note: true })}</li>`,
  ])
  const threadTabs = tabs(
    'Contenu du fil',
    [
      { label: 'Tout', href: '#', current: true },
      { label: 'Notes', href: '#', count: 2 },
    ],
    { thin: true },
  )
  const acts = html`<ul class="other-acts"><li>${linkButton('Demander une précision', '#', { kind: 'quiet', icon: 'message-circle-question-mark' })}</li><li>${linkButton('Clore avec un message', '#', { kind: 'quiet', icon: 'circle-check-big' })}</li></ul>`
  const why = because([
    { text: html`Le lieu est sur une <b>voie publique métropolitaine</b>`, source: 'référentiel des voies' },
    { text: 'La démarche relève de la Métropole', source: 'convention, article 4' },
  ])
  return html`${head}<div class="work"><div class="stack">${panel(
    'Réponses de l’usager',
    facts([
      ['Taille', 'Moyen'],
      ['Danger', 'Inévitable à vélo'],
    ]),
  )}</div>
    <div class="stack">${panel('Fil de la demande', thread, { end: threadTabs })}</div><div class="stack">${panel('Décider', acts)}${panel('Transmettre', findOption('Chercher un service', attrs({ id: 'target', name: 'target', class: 'input', 'aria-label': 'Transmettre à' }), TARGETS))}${panel('Pourquoi chez nous\u00a0?', why)}</div></div>`
}

function statistics(): Html {
  return html`${figures([
    { label: 'Demandes reçues', value: '10 412', detail: '+ 872 en un mois' },
    { label: 'Réponses à temps', value: '87 %', detail: 'objectif 85 %' },
  ])}
    ${table({
      caption: 'Les communes qui reçoivent le plus',
      columns: [{ label: 'Commune' }, { label: 'Reçues', right: true }],
      rows: [
        ['Lyon', '3 918'],
        ['Villeurbanne', '1 204'],
      ],
      dense: true,
    })}
    ${panel(
      'Reçues par mois',
      columnChart({
        caption: 'Demandes reçues par mois',
        sentence: html`<b>872 demandes de plus</b> qu’en octobre.`,
        points: MONTHS,
        heads: ['Mois', 'Demandes'],
      }),
    )}
    ${panel(
      'Par commune',
      barChart({
        caption: 'Demandes par commune',
        heads: ['Commune', 'Demandes'],
        bars: [
          { label: 'Lyon', share: 1, text: '3 918' },
          { label: 'Villeurbanne', share: 0.31, text: '1 204' },
        ],
      }),
    )}`
}

/** Every component of the desk. */
export function deskCatalogue(frame: AgentFrame): Html {
  const groups = [
    {
      title: 'Ma journée',
      views: [
        { label: 'À moi', href: '#', count: 11 },
        { label: frame.agent.unit, href: '?face=desk', count: 86, current: true },
        { label: 'En retard', href: '#', count: 3, tone: 'bad' as const },
        { label: 'À risque', href: '#', count: 3, tone: 'warn' as const },
      ],
    },
  ]
  return html`<div class="row apart"><h1>Planche du bureau <span class="soft">86 demandes ouvertes</span></h1><div class="row">${linkButton('Saisir une demande', '#', { icon: 'plus' })}</div></div>
    <div class="desk-body with-side">${views(groups, inboxKeysHelp())}<div class="stack tight">${inbox()}</div></div>
    ${request()}${statistics()}`
}
