#!/usr/bin/env bash
# Asks the NuGet feed once which of the five optional packages it carries, at the versions of Directory.Packages.props, and whether it has the SDK's
# compiler to machine code, and writes artifacts/feed.props for eng/Feed.props. Delete that file to ask again.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
answer=$root/artifacts/feed.props
[ -f "$answer" ] && exit 0
mkdir -p "$root/artifacts"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A restore of a project of its own answers for every source, credential and proxy that the user's NuGet configuration names.
probe() {
  local property=$1 package=$2 version dir=$work/$1
  version=$(sed -n "s/.*Include=\"$package\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props")
  mkdir -p "$dir"
  cat > "$dir/probe.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="$package" Version="[$version,)" /></ItemGroup>
</Project>
EOF
  if dotnet restore "$dir/probe.csproj" -v q -nologo > "$dir/log" 2>&1; then
    echo "    <$property>true</$property>"
  else
    echo "    <$property>false</$property>"
  fi
}

# The compiler of eng/CompileAhead.targets, of the SDK's own version.
probe_ahead() {
  local dir=$work/ahead
  mkdir -p "$dir"
  cat > "$dir/probe.csproj" <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Microsoft.NETCore.App.Crossgen2.linux-x64" Version="[$(BundledNETCoreAppPackageVersion)]" /></ItemGroup>
</Project>
EOF
  if [ "$(uname -sm)" = "Linux x86_64" ] && dotnet restore "$dir/probe.csproj" -v q -nologo > "$dir/log" 2>&1; then
    echo "    <HasCrossgen2>true</HasCrossgen2>"
  else
    echo "    <HasCrossgen2>false</HasCrossgen2>"
  fi
}

probe HasScriban Scriban > "$work/1" &
probe HasSystemIOPorts System.IO.Ports > "$work/2" &
probe HasLibUsbDotNet LibUsbDotNet > "$work/3" &
probe HasOnnxRuntime Microsoft.ML.OnnxRuntime > "$work/4" &
probe HasTorchSharp TorchSharp > "$work/5" &
probe_ahead > "$work/6" &
wait
{
  echo "<Project>"
  echo "  <PropertyGroup>"
  cat "$work"/[1-6]
  echo "  </PropertyGroup>"
  echo "</Project>"
} > "$answer.tmp"
mv "$answer.tmp" "$answer"
