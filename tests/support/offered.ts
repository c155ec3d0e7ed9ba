/**
 * Waits until a server offers the models of its Ollama. The first time it asks for what each of them can do, and on a busy
 * machine its pages do not wait for that: they would offer the guide alone.
 */
export async function modelsOffered(url: string): Promise<void> {
  const ask = () => fetch(`${url}/status`, { headers: { 'HX-Request': 'true' } })
  while (!(await (await ask()).text()).includes('value="ollama/'));
}
