// Every recurring job and how often it runs, in minutes.
import type { Recurring } from '#platform/jobs.ts'

export const schedule: Recurring[] = [
  { task: 'requests.timeouts', minutes: 15 },
  { task: 'platform.sweep', minutes: 60 },
  { task: 'platform.plan_mails', minutes: 5 },
  { task: 'accounts.sweep', minutes: 60 },
  { task: 'identity.sweep', minutes: 60 },
  { task: 'identity.rotate_keys', minutes: 360 },
  { task: 'privacy.retention', minutes: 1440 },
]
