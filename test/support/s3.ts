// A server that speaks S3, verifies signatures and keeps objects in a folder, for the tests of what keeps files in one.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'

export interface S3Server {
  /** As PARVIS_FILES_URL says it. */
  url: string
  /** How many objects there are. */
  count(): Promise<number>
  stop(): Promise<void>
}

/** With one empty bucket, « depot »; the server knows one account. */
export async function startS3(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-s3-'))
  const configureBuckets = [{ name: 'depot' }]
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets })
  const { port } = await server.run()
  return {
    url: `http://S3RVER:S3RVER@127.0.0.1:${port}/depot/lyon?region=fr-par`,
    async count() {
      const names = await readdir(directory, { recursive: true })
      return names.filter((name) => name.endsWith('_object')).length
    },
    async stop() {
      server.httpServer.closeAllConnections()
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}
