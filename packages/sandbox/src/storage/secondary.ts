/**
 * The second region's answer: as the first region's, without blobs that were
 * made after the last sync. A blob that was changed or deleted since still
 * shows what the first region holds, since nobody keeps its older form.
 */
export async function asOfLastSync(answer: Response, lastSync: number): Promise<Response | null> {
  const made = Date.parse(answer.headers.get('x-ms-creation-time') ?? '');
  if (made > lastSync) return null;
  const isList = answer.headers.get('content-type')?.includes('xml') === true && answer.ok;
  if (!isList) return answer;
  const text = (await answer.text()).replace(/<Blob>.*?<\/Blob>/gs, (blob) =>
    madeAt(blob) > lastSync ? '' : blob,
  );
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(text, { status: answer.status, headers });
}

function madeAt(blob: string): number {
  return Date.parse(/<Creation-Time>(.*?)<\/Creation-Time>/.exec(blob)?.[1] ?? '');
}
