using FpgaSeg.Core.Files;

namespace FpgaSeg.Core.Tests.Files;

/// <summary>What a system keeps under /dev is written to, never replaced.</summary>
public sealed class AtomicFileDeviceTests
{
    /// <summary>/dev/fd/N leads to an open file, so that this needs no device which a failure would harm.</summary>
    [SkippableFact]
    public void A_path_under_dev_is_written_in_place()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/fd is Linux's.");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "target");
        using var target = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        AtomicFile.WriteText($"/dev/fd/{target.SafeFileHandle.DangerousGetHandle()}", "whole");
        Assert.Equal("whole", new StreamReader(target).ReadToEnd());
    }
}
