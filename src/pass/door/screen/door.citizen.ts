// `/controle`: the page by which a telephone or a tablet is a door. No session, no person: it knows its key, and the server knows that.
import { html, type Html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { textInput } from '#platform/ui/fields.ts'
import { icon } from '#platform/ui/icon.ts'
import { standPage } from '#platform/ui/layout.ts'
import { HERE, MANIFEST, WORKER } from './places.ts'

const TITLE = 'Contrôle à l’entrée'

const alone = (state: string, title: string, main: Html): Html =>
  html`<section class="door-plain" data-state="${state}" hidden><h1>${title}</h1>${main}</section>`

/** Until a script says otherwise. */
const waiting = html`<section class="door-plain" data-state="waiting"><h1>${TITLE}</h1>
  <p>Une porte tient une clé et décide seule&nbsp;: il y faut JavaScript. Si rien ne suit, votre navigateur ne l’exécute pas ici&nbsp;: activez-le, ou demandez un autre appareil à qui gère le lieu.</p></section>`

const installing = alone(
  'install',
  'Installer cette porte',
  html`<p>La personne qui gère le lieu vous a donné un code de seize signes. Une fois installé, l’appareil contrôle sans que personne ne s’y connecte.</p>
    <form class="stack" data-act="install">${textInput({ name: 'code', label: 'Code de la porte', hint: 'Il sert une fois, le jour où il est donné.', autocomplete: 'off' })}
    <p class="error" role="alert" data-wrong></p>${button('Installer')}</form>
    <p class="meta">Gardez cet appareil pour le contrôle&nbsp;: se déconnecter d’un compte dans ce navigateur y efface la porte, et ce qu’elle n’a pas encore envoyé.</p>`,
)

const refused = alone(
  'refused',
  'Cette porte est retirée',
  html`<p role="alert">Le serveur ne la reconnaît plus&nbsp;: elle a été retirée, ou la convention du lieu a pris fin. Ses listes sont effacées d’ici, et elle n’ouvre plus rien.</p>
    <p>Appelez qui gère le lieu. Avec un autre code, cet appareil peut être une porte de nouveau.</p>
    <p class="meta" data-unsent></p>
    ${button('Installer avec un autre code', { type: 'button', name: 'act', value: 'anew' })}
    ${button('Enregistrer ce qui n’est pas envoyé', { type: 'button', name: 'act', value: 'save', kind: 'bare' })}`,
)

const unable = alone(
  'unable',
  'Ce navigateur ne peut pas tenir de porte',
  html`<p>Il ne sait pas garder une clé, ou ne le veut pas dans une fenêtre privée. Une version récente de Chrome, d’Edge, de Firefox ou de Safari le sait.</p>`,
)

const head = html`<header class="door-head"><h1><b data-place></b><span data-door></span></h1>
  <span class="net" data-net="there">${icon('wifi')}En ligne</span><span class="net off" data-net="away" hidden>${icon('wifi-off')}Hors ligne</span></header>
  <p class="strip" data-strip hidden>${icon('wifi-off')}<span><b data-since></b><span data-lists></span></span></p>`

const settings = html`<details class="door-settings"><summary>Réglages et envois</summary><div class="stack">
  <p data-unsent></p><p data-lists></p><ul class="plain" data-found></ul>
  ${checkboxCard({ name: 'sound', label: 'Notes et vibrations', checked: true })}
  ${checkboxCard({ name: 'challenge', label: 'Afficher un signe à signer' })}
  <p class="hint">Le signe empêche de montrer ici un code filmé ailleurs&nbsp;: le téléphone le lit d’abord.</p>
  ${button('Envoyer et mettre à jour', { type: 'button', name: 'act', value: 'send', kind: 'quiet' })}
  ${button('Enregistrer ce qui n’est pas envoyé', { type: 'button', name: 'act', value: 'save', kind: 'bare' })}</div></details>`

const ready = html`<div class="door-face" data-face="ready">
  <div class="aim"><video data-video muted playsinline hidden aria-label="Ce que voit la caméra"></video>
    <svg class="aim-frame" viewBox="0 0 200 200" aria-hidden="true"><path d="M4 60V4h56M140 4h56v56M196 140v56h-56M60 196H4v-56"/><path class="here" data-here d="M86 86h28v28H86z"/></svg>
    <div class="challenge" data-challenge hidden></div>
    <div class="aim-words"><p data-aim role="status">Montrez le code au carré</p><p data-camera></p></div></div>
  <div class="door-foot"><form data-act="typed"><label for="typed">Ou tapez le code dit</label>
    <div class="joined"><input class="input" id="typed" name="typed" autocapitalize="characters" spellcheck="false" maxlength="40">${button('Vérifier')}</div></form>
    ${button('Portefeuille', { type: 'button', name: 'act', value: 'wallet', kind: 'quiet', icon: 'wallet' })}
    <p class="door-last" data-last hidden><span data-said></span> ${button('Annuler ce passage', { type: 'button', name: 'act', value: 'undo', kind: 'bare' })}</p>
    ${settings}</div></div>`

/** What a wallet reads, until it has answered. */
const wallet = html`<div class="door-face" data-face="wallet" hidden>
  <div class="aim"><div class="challenge" data-asked></div>
    <div class="aim-words"><p role="status">Faites viser ce carré avec le portefeuille</p><p>Le téléphone répond au serveur&nbsp;: attendez ici le vert ou le rouge.</p></div></div>
  <div class="door-foot">${button('Ne plus attendre', { type: 'button', name: 'act', value: 'unask', kind: 'quiet' })}</div></div>`

const answer = (sign: 'check' | 'x'): Html =>
  html`<span class="door-sign">${icon(sign)}</span><p class="word" data-word></p><p class="class" data-class></p>
    <p class="remains" data-left hidden><span data-before></span> <b data-figure></b> <span data-after></span></p><p class="why" data-why></p>`

const good = html`<div class="door-face" data-face="good" hidden>
  <div class="answer good" role="status" data-answer>${answer('check')}</div>
  <div class="door-foot">${button('Suivant', { type: 'button', name: 'act', value: 'next' })}
    ${button('Annuler ce passage', { type: 'button', name: 'act', value: 'undo', kind: 'bare' })}<p class="error" role="alert" data-wrong></p><p class="meta" data-more></p></div></div>`

const reason = (why: string): Html => button(why, { type: 'button', name: 'why', value: why, kind: 'quiet' })

const bad = html`<div class="door-face" data-face="bad" hidden>
  <div class="answer bad" role="alert" data-answer>${answer('x')}</div>
  <div class="door-foot">${button('Contrôler à nouveau', { type: 'button', name: 'act', value: 'next' })}
    ${button('Laisser entrer, et dire pourquoi', { type: 'button', name: 'act', value: 'reasons', kind: 'bare' })}
    <form class="stack reasons" data-act="let-in" data-reasons hidden>${reason('L’appareil ou le réseau est en panne')}${reason('La personne est connue du lieu')}
      ${textInput({ name: 'reason', label: 'Une autre raison', autocomplete: 'off' })}${button('Laisser entrer')}</form></div></div>`

const show = ({ assets, config, site }: Context): Promise<Reply> => {
  const main = html`<door-post data-public="${config.publicUrl}" data-reader="${assets.url('door-reader.js')}">
    ${waiting}${installing}${refused}${unable}<div class="door" data-state="working" hidden>${head}${ready}${wallet}${good}${bad}</div></door-post>`
  const of = { title: TITLE, of: site.name, manifest: MANIFEST }
  return Promise.resolve(page(standPage({ assets, site }, { ...of, head: null, main, foot: null })))
}

const bytes = (body: Buffer | string, type: string, headers: Record<string, string>): Promise<Reply> =>
  Promise.resolve({ kind: 'bytes', body, type, headers: { 'cache-control': 'no-cache', ...headers } })

const sendWorker = ({ assets }: Context): Promise<Reply> =>
  bytes(assets.get(assets.url('door-worker.js'))?.body ?? '', 'text/javascript; charset=utf-8', {
    'service-worker-allowed': HERE,
  })

const sendManifest = ({ assets }: Context): Promise<Reply> => {
  const told = {
    ...{ name: TITLE, short_name: 'Contrôle', lang: 'fr', display: 'standalone', orientation: 'any' },
    ...{ id: HERE, start_url: HERE, scope: HERE, background_color: '#07343f', theme_color: '#07343f' },
    icons: [{ src: assets.url('favicon.svg'), type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
  }
  return bytes(JSON.stringify(told), 'application/manifest+json; charset=utf-8', {})
}

export const screenRoutes: readonly Route[] = [
  { get: HERE, action: 'pass.enrol', title: TITLE, face: 'citizen', handle: show },
  { get: WORKER, action: 'pass.enrol', title: 'Gardien de la page', face: 'machine', handle: sendWorker },
  { get: MANIFEST, action: 'pass.enrol', title: 'Installation', face: 'machine', handle: sendManifest },
]
