// Contents of a space, as the place where they are written: whoever contributes proposes, whoever moderates decides, for its members.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { plural } from '#platform/ui/french.ts'
import type { ContentPlace } from '#publishing'
import { HERE, idOf, ONE, spaceForm, spaceFrame } from '../record/frame.ts'
import { isLed, type Member, membersOf } from '../record/queries.ts'
import { spaceFor } from '../record/write.ts'

const FEW = 12

/** Who reads what is published there: a sentence, a count, names. */
function seen(name: string, members: readonly Member[]): Html {
  const list = html`<ul>${members.map((one) => html`<li>${one.name}${one.personId === null && html` <span class="meta">sans compte encore</span>`}</li>`)}</ul>`
  return panel(
    'Qui le verra',
    html`<p class="reading">Les membres de l’espace ${name}.</p><p><b>${plural(members.length, 'personne', 'personnes')}</b> aujourd’hui. Qui entre dans l’espace ou en sort le lit, ou ne le lit plus, aussitôt. Le lisent aussi les collaborateurs mandatés par les élus qui en sont.</p>${members.length > FEW ? fold('Leurs noms', list) : list}`,
  )
}

const DECIDE = 'spacecontent.decide'

export const IN_SPACES: ContentPlace = {
  ...{ at: `${HERE}/contenus`, title: 'Contenus de l’espace', face: 'agent', isPublishing: false },
  ...{ begins: 'spacecontent.begin', writes: 'spacecontent.write', proposes: 'spacecontent.propose' },
  ...{ publishes: DECIDE, refuses: DECIDE, archives: DECIDE },
  newAt: `${ONE}/contenus/nouveau`,
  listOf: ({ spaceId }) => `${HERE}/${spaceId}/contenus`,
  decides: ({ decides, decidedIn }) => decides && decidedIn !== null,
  holds: ({ spaceId }) => spaceId !== null,
  ...{ form: spaceForm, frame: spaceFrame },
  room: {
    async begun(tx, ctx) {
      const { id, authorityId, name } = await spaceFor(tx, 'space.contribute', idOf(ctx, 'espace'))
      return { spaceId: id, authorityId, name }
    },
    async members(tx: Read, { spaceId }) {
      const space = await spaceFor(tx, 'space.read', spaceId ?? 0)
      const members = await membersOf(tx, space.id)
      const readers = members.flatMap(({ personId, name }) =>
        personId === null ? [] : [{ id: personId, name }],
      )
      return { audienceId: space.audienceId, name: space.name, readers, seen: seen(space.name, members) }
    },
    isLed: (tx, { spaceId }) => isLed(tx, spaceId ?? 0),
  },
}
