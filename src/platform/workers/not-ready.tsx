/** Why Weir does not run here yet. Without `problems`, the database or the deployed files could not be reached. */
export function NotReady({ problems }: { problems: string[] | undefined }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Weir is not ready</title>
      </head>
      <body>
        <h1>Weir is not ready</h1>
        {problems ? (
          <>
            <p>It was deployed, and does not answer before this is set:</p>
            <ul>
              {problems.map((problem) => (
                <li>{problem}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>It cannot reach its database. What is stored there is safe. Try again in a moment; its log says more.</p>
        )}
      </body>
    </html>
  )
}
