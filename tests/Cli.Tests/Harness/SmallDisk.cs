using System.Diagnostics;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>A file system of a few pages, in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>So many KiB, a multiple of 4, at the folder; null where mounting is not permitted.</summary>
    public static SmallDisk? TryMount(string folder, int kibibytes)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Someone makes room.</summary>
    public void Grow() => Assert.True(Run("mount", "-o", "remount,size=16m", _folder));

    public void Dispose() => Assert.True(Run("umount", _folder));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
