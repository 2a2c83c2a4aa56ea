using System.CommandLine;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli;

/// <summary>Options of the commands that talk to a board.</summary>
internal static class DeviceOptions
{
    public static Option<string> Device() => new("--device")
    {
        Description = "The board: serial:/dev/ttyUSB1?baud=3000000, usb:VID:PID, ftdi:any or tcp:host:port; fpgaseg devices lists them.",
        Required = true,
    };

    public static Option<string?> Build() => new("--build")
    {
        Description = "The folder that gen-hls wrote; a board with another design is then refused.",
    };

    /// <summary>What the board has to be; a build folder must belong to the model, where both are given.</summary>
    public static Result<SessionExpectations> Expect(string? build, string? modelId)
    {
        if (build is null)
            return new SessionExpectations(ModelId: modelId);
        // Modified files are the business of the board that serves them; the host needs the manifest alone.
        return DesignFolder.Load(build, allowModified: true).Then<SessionExpectations>(folder =>
            modelId is null || folder.Manifest.ModelId == modelId
                ? new SessionExpectations(folder.Manifest, modelId)
                : OtherModel(build, folder.Manifest.ModelId, modelId));
    }

    /// <summary>FS1908.</summary>
    internal static Diagnostic OtherModel(string build, string itsModel, string wanted) => new(
        "FS1908",
        "The build folder was generated from another model.",
        build,
        $"its model id is {itsModel[..16]}, that of the package {wanted[..16]}.",
        "run fpgaseg gen-hls with this package, or name the package that the folder was made from.");
}
