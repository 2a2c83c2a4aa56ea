using FpgaSeg.Boards;
using FpgaSeg.Import;

namespace FpgaSeg.Cli.Workflows;

/// <summary>How networks are checked.</summary>
/// <param name="Import">The user's decisions about the import.</param>
/// <param name="Images">Images to calibrate with; the first is compared. Empty: a drawn pattern.</param>
/// <param name="Board">Board of the design; null leaves the generated C++ out.</param>
/// <param name="Threads">Threads of computation.</param>
internal sealed record CheckRequest(ImportOptions Import, IReadOnlyList<string> Images, BoardDescription? Board, int Threads);
