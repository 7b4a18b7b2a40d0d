// Meetings and tasks of a space: the forms that write them, and what they do.
import { z } from 'zod'
import { BadInput, NotFound } from '#platform/errors.ts'
import { inWords } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { localDay, localTime, startOfDay, territory } from '#territory'
import { tell } from '../record/events.ts'
import { addressOf, askedSpace, idOf, ONE, spaceForm } from '../record/frame.ts'
import { membersOf, type Space } from '../record/queries.ts'
import { holdSpace } from '../record/queries.write.ts'
import {
  deleteMeeting,
  deleteTask,
  insertMeeting,
  insertTask,
  type Meeting,
  meetingOf,
  type SaidOfMeeting,
  type Task,
  taskOf,
  updateMeeting,
  updateTask,
} from './queries.ts'

const action = 'space.contribute'
const AGENDA = `${ONE}/agenda`
const TASKS = `${ONE}/taches`
const toAgenda = { href: AGENDA, label: 'Revenir à l’agenda' }
const toTasks = { href: TASKS, label: 'Revenir aux tâches' }

const titled = (label: string, most: number) =>
  field({
    label,
    control: 'line',
    type: lineOf(most).refine((text) => text.length > 2, 'Écrivez au moins trois lettres.'),
  })
const HOUR = /^([01]?\d|2[0-3])\s*[h:]\s*([0-5]\d)?$/i
const asHour = (text: string): string | null => {
  const [, hour, minute = '00'] = HOUR.exec(text.trim()) ?? []
  return hour === undefined ? null : `${hour.padStart(2, '0')}:${minute}`
}
const hourField = (label: string, optional: boolean) =>
  field({
    label,
    ...(optional ? { optional } : { hint: 'Par exemple 17 h 30.' }),
    control: 'line',
    medium: true,
    type: lineOf(12).refine(
      (text) => (optional && text === '') || asHour(text) !== null,
      'Écrivez une heure, par exemple 17 h 30.',
    ),
  })

const meetingFields = {
  title: titled('Réunion', 120),
  on: field({ label: 'Jour', control: 'day', medium: true, type: day }),
  from: hourField('De', false),
  to: hourField('À', true),
  place: field({ label: 'Lieu', optional: true, control: 'line', type: lineOf(160) }),
  text: field({
    label: 'Ordre du jour, ou ce qu’il faut savoir',
    optional: true,
    control: 'text',
    rows: 6,
    type: lineOf(4000),
  }),
}
const KEEP = 'keep'
const actField = (keep: string, remove: string) =>
  field({
    label: 'Que faire',
    control: [
      [KEEP, keep],
      ['remove', remove],
    ],
    type: z.enum([KEEP, 'remove'], { error: 'Choisissez.' }),
  })

/** The instant of that hour, that day, there: the day is asked first, for its length changes twice a year. */
function instantOf(on: string, hour: string, zone: string): Date {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number)
  const guess = new Date(startOfDay(on, zone).getTime() + (hours * 60 + minutes) * 60_000)
  const [said = 0, past = 0] = localTime(guess, zone).split(':').map(Number)
  return new Date(guess.getTime() + (hours * 60 + minutes - said * 60 - past) * 60_000)
}

/** @throws BadInput when it ends before it begins */
async function saidOf(tx: Read, typed: ReadFields<typeof meetingFields>): Promise<SaidOfMeeting> {
  const { zone } = await territory(tx)
  const { title, on, from, to, place, text } = typed
  const startsAt = instantOf(on, asHour(from) ?? '00:00', zone)
  const ends = asHour(to)
  const endsAt = ends === null ? null : instantOf(on, ends, zone)
  if (endsAt !== null && endsAt <= startsAt)
    throw new BadInput([{ field: 'to', message: 'La réunion finirait avant de commencer.' }])
  return { title, startsAt, endsAt, place, text: text.replace(/\r\n?/g, '\n') }
}

async function typedMeeting(tx: Read, { title, startsAt, endsAt, place, text }: Meeting) {
  const { zone } = await territory(tx)
  const hour = (at: Date) => localTime(at, zone).slice(0, 5).replace(':', ' h ')
  return {
    ...{ title, place, text, act: KEEP, on: localDay(startsAt, zone), from: hour(startsAt) },
    to: endsAt === null ? '' : hour(endsAt),
  }
}

/** Changed by one after another: whoever comes second reads what the first wrote. @throws NotFound */
async function heldSpace(tx: Write, ctx: Context): Promise<Space> {
  const space = await askedSpace(tx, ctx, action)
  await holdSpace(tx, space.id)
  return space
}

const newMeeting = spaceForm({
  at: `${AGENDA}/nouvelle`,
  action,
  title: 'Inscrire une réunion',
  form: formOf(meetingFields),
  button: 'Inscrire la réunion',
  back: toAgenda,
  shown: async (tx, ctx) => {
    await askedSpace(tx, ctx, action)
    return {}
  },
  async act(tx, typed, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const meetingId = await insertMeeting(tx, space.id, await saidOf(tx, typed))
    await tell(tx, 'space.planned', space.id, { meetingId })
    return redirect(`${addressOf(space)}/agenda`, 'La réunion est inscrite.')
  },
})

async function meetingIn(tx: Read, spaceId: number, id: number): Promise<Meeting> {
  const found = await meetingOf(tx, spaceId, id)
  if (found === undefined) throw new NotFound()
  return found
}

const meetingChange = spaceForm({
  at: `${AGENDA}/:reunion/modifier`,
  action,
  title: 'Changer une réunion',
  form: formOf({ ...meetingFields, act: actField('Enregistrer', 'Retirer cette réunion') }),
  button: 'Enregistrer',
  back: toAgenda,
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const meeting = await meetingIn(tx, space.id, idOf(ctx, 'reunion'))
    return { version: meeting.version, typed: await typedMeeting(tx, meeting) }
  },
  async act(tx, { act, ...typed }, ctx, seen) {
    const space = await heldSpace(tx, ctx)
    const meeting = await meetingIn(tx, space.id, idOf(ctx, 'reunion'))
    if (meeting.version !== seen) throw new Outdated(meeting.author)
    if (act !== KEEP) await deleteMeeting(tx, meeting.id)
    else await updateMeeting(tx, meeting.id, await saidOf(tx, typed))
    return redirect(
      `${addressOf(space)}/agenda`,
      act === KEEP ? 'C’est enregistré.' : 'La réunion est retirée.',
    )
  },
})

const taskFields = {
  title: titled('À faire', 160),
  who: field({ label: 'Qui', optional: true, control: { list: [] }, type: z.string() }),
  due: field({ label: 'Pour le', optional: true, control: 'day', medium: true, type: dayOrNone }),
}

async function people(tx: Read, spaceId: number): Promise<Choice[]> {
  const members = await membersOf(tx, spaceId)
  return [
    ['', 'Personne encore'],
    ...members.flatMap(({ personId, name }): Choice[] =>
      personId === null ? [] : [[String(personId), name]],
    ),
  ]
}

const ASSIGNEE = {
  task_assignee: { field: 'who', message: 'Choisissez un membre de l’espace.' },
} as const
const assigneeOf = (who: string): number | null => (/^[1-9]\d{0,14}$/.test(who) ? Number(who) : null)

const newTask = spaceForm({
  at: `${TASKS}/nouvelle`,
  action,
  title: 'Ajouter une tâche',
  form: formOf(taskFields),
  button: 'Ajouter la tâche',
  back: toTasks,
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, action)
    return { choices: { who: await people(tx, space.id) } }
  },
  async act(tx, { title, who, due }, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const assigneeId = assigneeOf(who)
    const taskId = await inWords(insertTask(tx, space.id, { title, dueOn: due, assigneeId }), ASSIGNEE)
    await tell(tx, 'space.entrusted', space.id, { taskId, personId: assigneeId })
    return redirect(`${addressOf(space)}/taches`, 'La tâche est ajoutée.')
  },
})

async function taskIn(tx: Read, spaceId: number, id: number): Promise<Task> {
  const found = await taskOf(tx, spaceId, id)
  if (found === undefined) throw new NotFound()
  return found
}

const OPEN = 'open'
const taskChange = spaceForm({
  at: `${TASKS}/:tache`,
  action,
  title: 'Une tâche',
  form: formOf({
    ...taskFields,
    state: field({
      label: 'Où elle en est',
      control: [
        [OPEN, 'À faire'],
        ['done', 'Faite'],
        ['remove', 'À retirer', 'Elle disparaît de la liste.'],
      ],
      type: z.enum([OPEN, 'done', 'remove'], { error: 'Choisissez.' }),
    }),
  }),
  button: 'Enregistrer',
  back: toTasks,
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, action)
    const { title, dueOn, assigneeId, assignee, doneAt, version } = await taskIn(
      tx,
      space.id,
      idOf(ctx, 'tache'),
    )
    const known = await people(tx, space.id)
    const left: Choice[] =
      assigneeId === null || known.some(([id]) => id === String(assigneeId))
        ? []
        : [[String(assigneeId), `${assignee ?? 'Une personne'}, qui n’en est plus`]]
    return {
      version,
      choices: { who: [...known, ...left] },
      typed: {
        ...{ title, due: dueOn ?? '', who: assigneeId === null ? '' : String(assigneeId) },
        state: doneAt === null ? OPEN : 'done',
      },
    }
  },
  async act(tx, { title, who, due, state }, ctx, seen) {
    const space = await heldSpace(tx, ctx)
    const task = await taskIn(tx, space.id, idOf(ctx, 'tache'))
    if (task.version !== seen) throw new Outdated(task.author)
    const assigneeId = assigneeOf(who)
    if (state === 'remove') await deleteTask(tx, task.id)
    else {
      const said = { title, dueOn: due, assigneeId }
      await inWords(updateTask(tx, task.id, said, state === 'done'), ASSIGNEE)
      if (assigneeId !== null && assigneeId !== task.assigneeId)
        await tell(tx, 'space.entrusted', space.id, { taskId: task.id, personId: assigneeId })
    }
    return redirect(`${addressOf(space)}/taches`, 'C’est enregistré.')
  },
})

export const planForms: readonly Route[] = [...newMeeting, ...meetingChange, ...newTask, ...taskChange]
