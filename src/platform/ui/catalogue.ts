// The living page of the kit (`/ui`, development only): every component with its states.
import type { Html } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import { button, buttonForm, linkButton, moreLink } from './button.ts'
import { deskCatalogue } from './catalogue-desk.ts'
import { fieldsCatalogue } from './catalogue-fields.ts'
import { bubble, card, facts, linkList, meterBars, section, slabs, timeline } from './content.ts'
import { DRAWING_NAMES, drawing, placePicture, scene } from './drawings.ts'
import { emptyState, notice, promise, tag } from './feedback.ts'
import { longDate } from './french.ts'
import { icon } from './icon.ts'
import { ICON_SHAPES, type IconName } from './icons.ts'
import { copyable } from './islands.ts'
import { agentPage, citizenPage } from './layout.ts'
import { numberedPages, pagination, searchBox, steps, tabs } from './navigation.ts'
import type { Frame } from './site.ts'

function buttons(): Html {
  return html`<div class="row">${button('Envoyer ma demande')}${button('Ajouter une photo', { kind: 'quiet' })}${button('Revenir au lieu', { kind: 'bare' })}${button('Supprimer le brouillon', { kind: 'danger' })}</div>
    <div class="row">${linkButton('Commencer le signalement', '#', { big: true, icon: 'arrow-right' })}${buttonForm('Se déconnecter', '#', 'jeton', { kind: 'quiet' })}${moreLink('Modifier', '#', 'le lieu')}</div>`
}

function tags(): Html {
  return html`<div class="row">${tag('idle', 'En cours')}${tag('info', 'Programmée', { icon: 'calendar-check' })}${tag('good', 'Réparée', { icon: 'check' })}${tag('warn', 'À risque', { icon: 'hourglass' })}${tag('bad', 'En retard', { icon: 'clock-alert' })}${tag('bad', 'Danger', { solid: true })}</div>`
}

function notices(): Html {
  return html`${notice('good', 'Votre message est envoyé', html`<p>Vous aurez une réponse au plus tard le vendredi 27&nbsp;novembre.</p>`)}
    ${notice('info', 'Cette démarche se fait sur le site de la ville', html`<p>Votre compte y est reconnu&nbsp;: vous n’avez rien à saisir de nouveau.</p>`)}
    ${notice('warn', 'Le service ferme à 16 h aujourd’hui', html`<p>Votre demande sera lue demain matin.</p>`)}
    ${notice('bad', 'Le fichier n’a pas pu être lu', html`<p>Vos réponses sont gardées. Choisissez une autre photo.</p>`)}
    ${notice('good', 'Une phrase seule, après un acte.')}`
}

function promises(): Html {
  return promise(
    [
      { term: 'Une réponse au plus tard le', value: 'vendredi 27 novembre', detail: '4 jours ouvrés' },
      { term: 'La réparation au plus tard le', value: 'lundi 7 décembre', detail: '10 jours ouvrés' },
    ],
    { title: 'Ce que nous vous promettons', two: true },
  )
}

function ways(): Html {
  return html`${steps([
    { label: 'Le lieu', state: 'done', href: '#' },
    { label: 'Le problème', state: 'now' },
    { label: 'Vos coordonnées', state: 'next' },
  ])}
    ${tabs('Mes demandes', [
      { label: 'En cours', href: '#', count: 2, current: true },
      { label: 'Terminées', href: '#', count: 1500 },
    ])}
    ${pagination({ previous: '#', next: '#', shown: 20, total: 86, label: 'Pages de la liste' })}
    ${numberedPages(2, 4, (page) => `?page=${page}`)}
    ${searchBox({ action: '/suivi', name: 'code', label: 'Numéro de suivi, reçu par courriel', placeholder: 'Ex.\u00a0: K7RD-4MWQ', button: 'Suivre', plain: true })}
    ${linkList([
      { href: '#', label: 'Votre accusé de réception' },
      { href: '#', label: 'Qui a vu votre demande', end: icon('arrow-right') },
    ])}`
}

function reading(): Html {
  return html`${facts([
    ['Taille du trou', 'Moyen\u00a0: une à deux assiettes'],
    ['Remarqué depuis le', longDate('2026-11-13')],
    ['Absent', null],
  ])}
    ${timeline([
      { title: 'Demande reçue', when: 'Lundi 23 novembre, 14 h 38', datetime: '2026-11-23T14:38' },
      { title: 'Transmise à la Métropole', text: 'L’avenue est une voie métropolitaine.' },
      { title: 'Réparation programmée', when: 'Jeudi 3 décembre', state: 'now' },
      { title: 'Réparation faite', text: 'Vous recevrez une photo.', state: 'next' },
    ])}
    <div class="talk">${bubble({ author: 'Vous', when: 'lundi 23 novembre à 14 h 38', text: 'Le trou est juste après l’arrêt de bus.\n\nOn ne le voit plus.', mine: true })}${bubble({ author: 'Théo Grangier', role: 'agent de la voirie', when: 'mercredi 25 novembre à 10 h 05', text: 'Bonjour, je suis passé ce matin.' })}</div>
    ${meterBars('Part des demandes répondues dans le délai', [
      { label: 'Déchets', share: 0.93, text: '93 %' },
      { label: 'Voirie', share: 0.81, text: '81 %' },
    ])}
    <div class="row">${copyable('K7RD-4MWQ')}</div>
    ${card('Sans internet', html`<p>Par téléphone ou à l’accueil de votre mairie.</p>`)}
    ${card('Le lieu', html`${placePicture()}<p><b>112, avenue Franklin-Roosevelt</b></p>`, { plain: true })}
    <div class="card">${emptyState('Vous n’avez pas encore de demande.', 'Quand vous en ferez une, vous suivrez ici son avancement.', { href: '/demarches', label: 'Chercher une démarche' })}</div>`
}

function pictures(): Html {
  const names = Object.keys(ICON_SHAPES) as IconName[]
  return html`<ul class="row">${names.map((name) => html`<li class="meta">${icon(name)} ${name}</li>`)}</ul>
    <ul class="choices across">${DRAWING_NAMES.map((name) => html`<li class="choice pictured">${drawing(name)}<span>${name}</span></li>`)}</ul>
    <div class="hero">${scene()}<div class="wrap"><p class="words lead">Le parvis</p></div></div>
    ${slabs([
      {
        href: '#',
        title: 'Rues et espace public',
        text: 'Nid-de-poule, éclairage',
        icon: icon('traffic-cone'),
      },
      { href: '#', title: 'Déchets et propreté', text: 'Bacs, déchèteries', icon: icon('recycle') },
    ])}`
}

/** Every component, on a resident's page or (`desk`) on an agent's. */
export function uiCataloguePage(frame: Frame, face: 'counter' | 'desk' = 'counter'): Html {
  if (face === 'desk') {
    const agent = { name: 'Samira Benkhelil', unit: 'Voirie Est' }
    const nav = [{ href: '?face=desk', label: 'Demandes' }]
    const around = {
      ...frame,
      face: 'Agents' as const,
      agent,
      nav,
      path: '/ui',
      csrf: '',
      today: '2026-11-24',
    }
    return agentPage(around, {
      title: 'Planche du bureau',
      main: deskCatalogue(around),
      current: '?face=desk',
    })
  }
  const main = html`<div class="stack wide">
    <header class="stack"><h1>Planche des composants</h1><p class="lead">Chaque composant, avec ses états. <a href="?face=desk">Ceux des agents</a></p></header>
    ${section('Boutons', buttons())}${section('Statuts', tags())}${section('Messages', notices())}${section('Promesse', promises())}
    ${section('Chemins', ways())}${fieldsCatalogue(frame)}${section('Lecture', reading())}${section('Dessins', pictures())}
    </div>`
  const crumbs = [{ href: '/', label: 'Accueil' }]
  return citizenPage(frame, { title: 'Planche des composants', main, crumbs, current: '/demarches' })
}
