// Who must be there before a town hall opens: somebody who administers it, and somebody who answers.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { EVERY_ROLE, isWorking } from '#platform/roles.ts'
import { plural } from '#platform/ui/french.ts'
import { countPosts } from './queries.ts'

const here = (): string => '/administration/agents'

const administrators: OpeningStep = {
  id: 'people.administrators',
  order: 50,
  title: 'Qui administre',
  help: 'À deux, l’absence de l’un n’arrête rien.',
  href: here,
  async state(tx, authorityId) {
    const held = await countPosts(tx, authorityId, ['admin'])
    return {
      isReady: held > 1,
      said:
        held === 0 ? 'Personne encore.' : `${plural(held, 'personne administre', 'personnes administrent')}.`,
    }
  },
}

const agents: OpeningStep = {
  id: 'people.agents',
  order: 60,
  title: 'Qui répond',
  help: 'Sans agent, personne ne lit ce qui arrive.',
  href: here,
  isRequired: true,
  async state(tx, authorityId) {
    const held = await countPosts(
      tx,
      authorityId,
      EVERY_ROLE.filter((role) => isWorking({ role })),
    )
    return {
      isReady: held > 0,
      said:
        held === 0
          ? 'Personne encore\u00a0: invitez un agent.'
          : `${plural(held, 'agent répond', 'agents répondent')} aux demandes.`,
    }
  },
}

export const openingSteps: readonly OpeningStep[] = [administrators, agents]
