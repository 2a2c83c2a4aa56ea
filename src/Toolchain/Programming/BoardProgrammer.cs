using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain.Running;

namespace FpgaSeg.Toolchain.Programming;

/// <summary>Loads a bitstream into a board with openFPGALoader.</summary>
public static class BoardProgrammer
{
    private const string Loader = "openFPGALoader";
    private static readonly string[] _noCable = ["device not found", "JTAG init failed", "unable to open ftdi", "No cable", "cannot open", "can't open"];

    /// <summary>Where the programs of this process look for the loader; null where it is not on PATH.</summary>
    public static string? Find(string? path) => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(f => Path.Combine(f, Loader)).FirstOrDefault(File.Exists);

    /// <summary>The bitstream of a build folder: the one named, or the one that the build made; FS3612 where it does not exist or is empty.</summary>
    public static Result<string> Bitstream(string folder, string? named)
    {
        var path = named ?? Path.Combine(folder, Building.StepRecipe.Bitstream);
        return File.Exists(path) && new FileInfo(path).Length > 0 ? Path.GetFullPath(path) : ToolchainDiagnostics.NoBitstream(path);
    }

    /// <summary>Loads <paramref name="bitstream"/>; it stays until power is gone.</summary>
    /// <param name="loader">Path of openFPGALoader, as <see cref="Find"/> gave it.</param>
    /// <param name="cable">Cable, in openFPGALoader's words, where it is not the board's own.</param>
    /// <param name="log">File for everything the loader says.</param>
    /// <returns>Nothing; FS3611 where the loader is missing, FS4601 where no cable answers, FS4602 where loading fails.</returns>
    public static async Task<Result<Unit>> LoadAsync(
        string? loader, BoardDescription board, string bitstream, string? cable, string log, Action<string> listener, CancellationToken cancellation)
    {
        if (loader is null)
            return ToolchainDiagnostics.NoLoader();
        string[] arguments = ["-b", board.Programming.OpenFpgaLoader, .. cable is null ? Array.Empty<string>() : ["-c", cable], bitstream];
        var said = new List<string>();
        void Hear(string line)
        {
            said.Add(line);
            listener(line);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(log))!;
        var ran = await LoggedRun.ToEndAsync(loader, arguments, folder, Path.GetFileName(log), Hear, null, cancellation).ConfigureAwait(false);
        if (ran.IsOk || ran.Errors[0].Code != ToolchainDiagnostics.FailedCode)
            return ran;
        var words = string.Join('\n', said.Where(l => l.Trim().Length > 0).TakeLast(4));
        return _noCable.Any(t => words.Contains(t, StringComparison.OrdinalIgnoreCase))
            ? ToolchainDiagnostics.NoCable(board.Title, words)
            : ToolchainDiagnostics.LoadingFailed(board.Title, words);
    }
}
