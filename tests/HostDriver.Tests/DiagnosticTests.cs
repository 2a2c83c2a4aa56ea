using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.HostDriver.Transports.Usb;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Tests;

/// <summary>Every error text is golden, no golden is orphaned, and every code is documented.</summary>
public sealed class DiagnosticTests
{
    private const string Port = "/dev/ttyUSB0";
    private const string Device = "/dev/ttyUSB0 at 3000000 baud";
    private const string Name = "nuclei/0a7d30.png";
    private static readonly DeviceUrl Url = DeviceUrl.Parse("serial:/dev/ttyUSB0?baud=fast").Value;
    private static readonly UsbTarget Board = new(0x1209, [0x0001], null);
    private static readonly string IdA = new('a', 64);
    private static readonly string IdB = new('b', 64);
    private static readonly ImageGeometry Image = new(256, 256, 3);

    private static readonly Dictionary<string, Diagnostic> Cases = new(StringComparer.Ordinal)
    {
        ["FS4101"] = TransportErrors.BadUrl("/dev/ttyUSB0", "it has no scheme"),
        ["FS4101-scheme"] = TransportErrors.UnknownScheme(DeviceUrl.Parse("spi:0").Value),
        ["FS4102"] = TransportErrors.BadOption(Url, "baud", "fast", "a baud is a number from 300 to 50000000."),
        ["FS4103"] = TransportErrors.NoSuchPort(Port, ["/dev/ttyACM0", "/dev/ttyUSB1"]),
        ["FS4103-none"] = TransportErrors.NoSuchPort(Port, []),
        ["FS4104"] = TransportErrors.PermissionDenied(Port),
        ["FS4105"] = TransportErrors.PortBusy(Port),
        ["FS4106"] = TransportErrors.NotSerial("/dev/null"),
        ["FS4107"] = TransportErrors.SettingsRefused(Port, 12_000_000, "it offers 3000000"),
        ["FS4108"] = TransportErrors.LineClosed(Device, "the other side hung up"),
        ["FS4109"] = TransportErrors.CannotConnect("localhost:7000", "ConnectionRefused"),
        ["FS4110"] = TransportErrors.OpenFailed(Port, "Input/output error"),
        ["FS4111"] = TransportErrors.NoSerialHere("Win32NT"),
        ["FS4112"] = UsbErrors.NotFound(Board, ["0403:6010", "8087:0aaa"]),
        ["FS4112-none"] = UsbErrors.NotFound(Board with { Serial = "A7" }, []),
        ["FS4113"] = UsbErrors.PermissionDenied(Board),
        ["FS4114"] = UsbErrors.Busy(Board, 0),
        ["FS4115"] = UsbErrors.NoLibrary(),
        ["FS4116"] = UsbErrors.NoBulkPair(Board with { Interface = 0, In = 0x85, Out = 6 }, [new UsbInterface(0, [new UsbEndpoint(0x81, true, 512), new UsbEndpoint(0x83, false, 8)])]),
        ["FS4116-none"] = UsbErrors.NoBulkPair(Board, []),
        ["FS4117"] = UsbErrors.OpenFailed(Board, "claiming interface 0", "Other error"),
        ["FS4118"] = UsbErrors.Ambiguous(Board, ["A7", "B2"]),
        ["FS4201"] = SessionErrors.NoAnswer(Device, 4, 0),
        ["FS4201-stray"] = SessionErrors.NoAnswer(Device, 4, 312),
        ["FS4202"] = SessionErrors.OtherProtocol(Device, 2),
        ["FS4203"] = SessionErrors.OtherDesign(Device, IdA, IdB),
        ["FS4203-changed"] = SessionErrors.ChangedDesign(Device, IdA, IdB),
        ["FS4204"] = SessionErrors.OtherModel(Device, IdA, IdB),
        ["FS4205"] = SessionErrors.OtherGeometry(Device, Image, new ImageGeometry(128, 96, 1)),
        ["FS4206"] = SessionErrors.Silent(Device, TimeSpan.FromSeconds(3)),
        ["FS4207"] = SessionErrors.SessionLost(Name, 4, RefusalReason.NoSession),
        ["FS4208"] = SessionErrors.ImpossibleBoard(Device, "a clock of 0 Hz"),
        ["FS4301"] = SessionErrors.NoMask(Name, TimeSpan.FromSeconds(120)),
        ["FS4302"] = SessionErrors.ComputationFailed(Name),
        ["FS4303"] = SessionErrors.WrongSize(Name, 65536, Image),
        ["FS4304-image"] = SessionErrors.OtherImage(Name, 0x1234ABCD, 0x00FF00FF),
        ["FS4304-mask"] = SessionErrors.OtherMask(Name, 0x1234ABCD, 0x00FF00FF),
        ["FS5011"] = BoundErrors.Upload(Name, TimeSpan.FromMilliseconds(12.5), TimeSpan.FromMilliseconds(667.1), 3_000_000),
        ["FS5012"] = BoundErrors.Compute(Name, 1000, 2000),
        ["FS5013"] = BoundErrors.Download(Name, TimeSpan.FromMilliseconds(1.25), TimeSpan.FromMilliseconds(28), 3_000_000),
        ["FS5014"] = BoundErrors.Total(Name, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(14), 150_000_000),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name)
    {
        Assert.StartsWith(Cases[name].Code, name, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(GoldenPath(name)), Cases[name] + "\n");
    }

    [Fact]
    public void No_golden_is_orphaned() =>
        Assert.Equal(
            Cases.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(GoldenFolder(), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_in_the_sources_has_a_golden_and_a_heading_in_the_documentation()
    {
        var documented = string.Concat(new[] { "device.md", "verification.md" }.Select(f => File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", f))));
        var codes = Directory.EnumerateFiles(Path.Combine(Root(), "src", "HostDriver"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"(FS[45][0-9]{3})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(m => m.Value.Trim('"')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(codes, Cases.Values.Select(d => d.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(codes, code => Assert.Contains($"## {code}: ", documented, StringComparison.Ordinal));
    }

    private static string GoldenFolder() => Path.Combine(AppContext.BaseDirectory, "Golden");

    private static string GoldenPath(string name) => Path.Combine(GoldenFolder(), name + ".txt");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no docs folder above the tests");
        return folder;
    }
}
