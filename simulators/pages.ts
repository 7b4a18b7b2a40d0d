// The pages of the simulators: plain on purpose, and nothing of the State's brand.
import { FAULTS } from './faults.ts'
import type { Flavour, Refusal } from './shapes.ts'

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
.warning{border:2px dashed #8a4b00;padding:.5rem 1rem;background:#fff6e8}
ul{list-style:none;padding:0}li{margin:.5rem 0}
button{font:inherit;text-align:left;width:100%;padding:.6rem 1rem;border:1px solid #555;background:#f6f6f6;cursor:pointer}
button:focus-visible,select:focus-visible{outline:3px solid #005fcc;outline-offset:2px}
select{font:inherit;max-width:100%;padding:.4rem}small{display:block;color:#444}`

function page(title: string, body: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`
}

const warning = (name: string): string =>
  `<p class="warning"><strong>Simulateur.</strong> Cette page n’est pas le service ${escape(name)} : elle en imite les échanges, avec des personnes inventées.</p>`

/** Choose who signs in, and what goes wrong. */
export function personaPage(flavour: Flavour, interaction: string, client: string): string {
  const people = flavour.personas.map(
    ({ id, name, note }) =>
      `<li><button name="persona" value="${escape(id)}"><strong>${escape(name)}</strong><small>${escape(note)}</small></button></li>`,
  )
  const faults = Object.entries(FAULTS).map(
    ([id, label]) => `<option value="${id}">${escape(label)}</option>`,
  )
  return page(
    `Simulateur de ${flavour.name}`,
    `${warning(flavour.name)}<h1>Simulateur de ${flavour.name}</h1>
<p>Le site « ${escape(client)} » demande qui vous êtes. Choisissez une personne inventée.</p>
<form method="post" action="/interaction/${escape(interaction)}">
<p><label for="fault">Ce qui doit mal se passer</label><br><select id="fault" name="fault"><option value="">Rien&nbsp;: tout se passe bien</option>${faults.join('')}</select></p>
<ul>${people.join('')}</ul>
<p><button name="cancel" value="1">Refuser et revenir au site</button></p></form>`,
  )
}

/** An error that never goes back to the client: its address is not to be trusted. */
export function refusalPage(flavour: Flavour, { code, message }: Refusal): string {
  return page(
    `Erreur ${code}`,
    `${warning(flavour.name)}<h1>Une erreur est survenue</h1><p>Code d’erreur&nbsp;: <strong>${escape(code)}</strong></p><p>${escape(message)}</p>`,
  )
}

/** Signed out, without an address to return to. */
export function homePage(flavour: Flavour, issuer: string): string {
  return page(
    `Simulateur de ${flavour.name}`,
    `${warning(flavour.name)}<h1>Simulateur de ${flavour.name}</h1><p>Émetteur&nbsp;: <code>${escape(issuer)}</code></p>
<p>Découverte&nbsp;: <code>${escape(issuer)}/.well-known/openid-configuration</code></p>`,
  )
}
