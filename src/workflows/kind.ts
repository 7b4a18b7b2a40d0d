// Workflows as a kind of definition: what one is made of, and the prover that keeps it back.
import { version } from '#definitions'
import { definitionKind } from '#platform/house/definition.ts'
import type { Read } from '#platform/db/db.ts'
import { type Condition, conditionSentence } from '#rules'
import type { WorkflowDefinition } from './definition.ts'
import { proveWorkflow } from './prover.ts'
import { workflowSchema } from './schema.ts'

const wayTo = (path: readonly string[]): string => (path.length === 0 ? '' : ` Chemin : ${path.join(' → ')}.`)

export const WORKFLOW = definitionKind<WorkflowDefinition>({
  kind: 'workflow',
  one: 'parcours',
  schema: workflowSchema,
  idOf: ({ id }) => id,
  folder: 'workflows',
  refuse: (workflow, { effects }) =>
    proveWorkflow(workflow, effects).map(({ at, sentence, path }) => ({
      at,
      sentence: sentence + wayTo(path),
    })),
  parts: {
    title: 'le titre',
    start: 'l’état de départ',
    states: {
      one: 'état',
      id: 'id',
      title: 'label',
      parts: {
        label: 'le nom pour les agents',
        residentLabel: 'le nom pour l’habitant',
        residentText: 'l’explication pour l’habitant',
        kind: 'la sorte',
        tone: 'la couleur',
        owner: 'qui doit agir',
        clock: 'l’horloge',
        timeout: { parts: { days: 'le nombre de jours d’attente', transition: 'l’action après l’attente' } },
      },
    },
    transitions: {
      one: 'action',
      isFeminine: true,
      id: 'id',
      title: 'label',
      parts: {
        label: 'le nom',
        again: 'le nom, une fois faite',
        icon: 'l’icône',
        from: 'les états de départ',
        to: 'l’état d’arrivée',
        who: 'qui peut la faire',
        asks: 'ce qui est demandé',
        when: { name: 'la condition', says: (value: Condition) => conditionSentence(value, {}) },
        effects: 'les effets',
        withinDays: 'le délai de l’habitant',
        residentSays: 'la phrase pour l’habitant',
        agentSays: 'la phrase pour les agents',
      },
    },
  },
})

/** The workflow under which a request was made, in force or archived. @throws NotFound when it never was */
export const workflowVersion = (tx: Read, id: string, number: number): Promise<WorkflowDefinition> =>
  version(tx, WORKFLOW, id, number)
